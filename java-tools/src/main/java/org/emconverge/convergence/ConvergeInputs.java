package org.emconverge.convergence;

import java.nio.file.Path;
import java.util.List;

/**
 * What the convergence of one entry is computed from. Where models of another program are compared, they stand in the
 * place of the refined ones, and there is neither sampler nor refiner.
 *
 * @param id of the entry
 * @param title of the entry, or null
 * @param resolution of the map, Å
 * @param map density that the models were built in
 * @param refined refined models, named by their file stems
 * @param sampled models before refinement, named likewise; more than the chosen ones do no harm; empty when there are
 *     none
 * @param selected text file: names of the chosen models, one a line, best first
 * @param ranking ranking.json of the rank step
 * @param refinements refinement.json per refined model
 * @param refineDropped tables (model, reason and, where it was not the refinement that lost the model, step) of models
 *     that are missing
 * @param scores score tables of the sampler, for their column seconds
 * @param setup setup.json of the sampler, or null
 * @param sampler name of the sampling engine, or null
 * @param refiner name of the refinement engine, or null
 * @param emtools version of this program
 * @param minModels fewest refined models that make an ensemble
 * @param localResolution map of the local resolution, Å, 0 where there is none; or null
 * @param halfMaps half_maps.json of the validation, or null
 * @param validations of the models at every stage
 * @param validatedResidues table of the refined models' residues, or null
 * @param symmetry symmetry.json of the entry, or null
 */
public record ConvergeInputs(
        String id,
        String title,
        double resolution,
        Path map,
        List<Path> refined,
        List<Path> sampled,
        Path selected,
        Path ranking,
        List<Path> refinements,
        List<Path> refineDropped,
        List<Path> scores,
        Path setup,
        String sampler,
        String refiner,
        String emtools,
        int minModels,
        Path localResolution,
        Path halfMaps,
        ValidationRecords.Files validations,
        Path validatedResidues,
        Path symmetry) {}
