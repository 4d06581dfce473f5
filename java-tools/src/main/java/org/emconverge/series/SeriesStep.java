package org.emconverge.series;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/**
 * The maps of one resolution of a series.
 *
 * @param maps how many
 * @param measured mean of their measured resolutions, Å; null where none was measured
 * @param caRmsdMean mean of their mean Cα RMSD, Å
 * @param caRmsdSd its standard deviation from one seed to the next, Å; null of a single map
 * @param members the maps themselves, by seed
 */
public record SeriesStep(
        String series,
        double nominal,
        long maps,
        Double measured,
        double caRmsdMean,
        Double caRmsdSd,
        @JsonIgnore List<SeriesMap> members) {
    /** @param maps of one series and resolution, by seed */
    static SeriesStep of(List<SeriesMap> maps) {
        StreamingStatistics spread = new StreamingStatistics();
        StreamingStatistics measured = new StreamingStatistics();
        for (SeriesMap map : maps) {
            spread.addValue(map.caRmsdMean());
            if (map.measured() != null) {
                measured.addValue(map.measured());
            }
        }
        return new SeriesStep(
                maps.get(0).series(),
                maps.get(0).nominal(),
                maps.size(),
                measured.getN() == 0 ? null : SeriesMapRecord.rounded(measured.getMean()),
                SeriesMapRecord.rounded(spread.getMean()),
                maps.size() == 1 ? null : SeriesMapRecord.rounded(spread.getStandardDeviation()),
                maps);
    }

    /** The resolution that its maps have, Å: as measured, and what was asked for only where none was measured. */
    public double resolution() {
        return measured == null ? nominal : measured;
    }
}
