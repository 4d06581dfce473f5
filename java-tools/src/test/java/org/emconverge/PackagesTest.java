package org.emconverge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which: the layers that docs/design.md describes. */
@AnalyzeClasses(packages = "org.emconverge", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
    private static final String ROOT = "org.emconverge";
    private static final String ALL = "org.emconverge..";
    private static final String BELOW = "org.emconverge.*..";

    @ArchTest
    static final ArchRule whatAllShareKnowsNobody = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BELOW)
            .because("every package may use the root package, which would close a cycle");

    @ArchTest
    static final ArchRule densityKnowsNobody = knowsOnly("density", "density");

    @ArchTest
    static final ArchRule structureKnowsNobody = knowsOnly("structure", "structure");

    @ArchTest
    static final ArchRule entryKnowsNobody = knowsOnly("entry", "entry").allowEmptyShould(true);

    @ArchTest
    static final ArchRule validationIsNotTiedToASampleOrARun =
            knowsOnly("validation", "validation", "metrics", "register", "density", "structure", "entry");

    @ArchTest
    static final ArchRule theRegisterIsReadFromMapAndModel = knowsOnly("register", "register", "density", "structure");

    @ArchTest
    static final ArchRule theTrendIsFittedToSummaries = knowsOnly("trend", "trend");

    @ArchTest
    static final ArchRule aSeriesIsMadeFromMaps = knowsOnly("series", "series", "density", "structure", "entry");

    @ArchTest
    static final ArchRule conformationsAreReadFromMapAndModels =
            knowsOnly("conformations", "conformations", "density", "structure");

    @ArchTest
    static final ArchRule metricsAreComputedElsewhere = knowsOnly("metrics", "metrics", "structure");

    @ArchTest
    static final ArchRule enginesKnowMapsAndModelsOnly =
            knowsOnly("engines", "engines", "density", "structure", "entry");

    @ArchTest
    static final ArchRule enginesDoNotKnowEachOther =
            slices().matching("org.emconverge.engines.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule pagesAreMadeFromResults = knownOnlyBy("report", "ensemble", "site", "cli")
            .because("what is computed does not depend on how it is shown");

    @ArchTest
    static final ArchRule modelsOfAnotherProgramPutTheStepsTogether = knownOnlyBy("ensemble", "cli");

    @ArchTest
    static final ArchRule aSiteIsMadeFromResults = knowsOnly("site", "site", "report", "trend", "entry");

    @ArchTest
    static final ArchRule nobodyKnowsASite = knownOnlyBy("site", "cli");

    @ArchTest
    static final ArchRule aSurveyCallsRunsAndSitesAsProgramsOfTheirOwn =
            knowsOnly("survey", "survey", "archive", "density", "structure");

    @ArchTest
    static final ArchRule nobodyKnowsASurvey = knownOnlyBy("survey", "cli");

    @ArchTest
    static final ArchRule nobodyKnowsTheCommandLine = knownOnlyBy("cli");

    @ArchTest
    static final ArchRule onlyTheCommandLineParsesOptions = noClasses()
            .that()
            .resideOutsideOfPackage("org.emconverge.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule tablesAreReadAndWrittenInOnePlace = neverUsed(
                    "org\\.apache\\.commons\\.csv\\.CSV(Parser|Format|Record).*")
            .because("Csv does it");

    @ArchTest
    static final ArchRule jsonIsReadAndWrittenInOnePlace = neverUsed(
                    "com\\.fasterxml\\.jackson\\..*(Mapper|ObjectReader|ObjectWriter|JsonFactory)")
            .because("Json does it");

    @ArchTest
    static final ArchRule thereAreNoCycles =
            slices().matching("org.emconverge.(*)..").should().beFreeOfCycles();

    /** A package depends on the root package and on these only, of all of emconverge. */
    private static ArchRule knowsOnly(String name, String... known) {
        return classes()
                .that()
                .resideInAPackage(packages(name)[0])
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage(ALL)).or(resideInAPackage(ROOT)).or(resideInAnyPackage(packages(known))));
    }

    /** No class below the root package uses those of these names. */
    private static ArchRule neverUsed(String names) {
        return noClasses()
                .that()
                .resideInAPackage(BELOW)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(names);
    }

    /** A package is used by itself and by these only. */
    private static ArchRule knownOnlyBy(String name, String... users) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages(users))
                .and()
                .resideOutsideOfPackage(packages(name)[0])
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages(name)[0]);
    }

    private static String[] packages(String... names) {
        String[] packages = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            packages[i] = "org.emconverge." + names[i] + "..";
        }
        return packages;
    }
}
