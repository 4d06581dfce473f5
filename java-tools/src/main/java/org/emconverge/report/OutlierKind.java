package org.emconverge.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emconverge.InputException;
import org.emconverge.entry.EntryFile;
import org.emconverge.report.OutlierGroup.Outlier;
import org.emconverge.validation.CbetaDeviation;
import org.emconverge.validation.Contacts;
import org.emconverge.validation.Geometry;
import org.emconverge.validation.Peptides;
import org.emconverge.validation.Ramachandran;
import org.emconverge.validation.Rotamers;

/** The criteria of outliers.csv as a reader knows them. */
enum OutlierKind {
    RAMACHANDRAN("Ramachandran") {
        @Override
        String what(Outlier of) {
            String[] angles = of.atoms().split(" ");
            return angles.length == 2 ? "φ " + degrees(angles[0]) + ", ψ " + degrees(angles[1]) : of.atoms();
        }

        @Override
        String value(Outlier of) {
            return "score " + score(of.value());
        }

        @Override
        double severity(Outlier of) {
            return rarity(of.value(), Ramachandran.Kind.GENERAL.outlierBelow);
        }
    },
    ROTAMER("rotamer") {
        @Override
        String what(Outlier of) {
            return Stream.of(of.atoms().split(" "))
                    .filter(angle -> !angle.isEmpty())
                    .map(OutlierKind::degrees)
                    .collect(Collectors.joining(", ", "χ ", ""));
        }

        @Override
        String value(Outlier of) {
            return "score " + score(of.value());
        }

        @Override
        double severity(Outlier of) {
            return rarity(of.value(), Rotamers.OUTLIER);
        }
    },
    CBETA("Cβ deviation") {
        @Override
        String what(Outlier of) {
            return ""; // the kind says it
        }

        @Override
        String value(Outlier of) {
            return length(of.value()) + " from its place";
        }

        @Override
        double severity(Outlier of) {
            return of.value() / CbetaDeviation.OUTLIER;
        }
    },
    CLASH("clash") {
        @Override
        String value(Outlier of) {
            return "overlap " + length(of.value());
        }

        @Override
        double severity(Outlier of) {
            return of.value() / Contacts.CLASH;
        }
    },
    FUSED("as near as bonded") {
        @Override
        String value(Outlier of) {
            return length(of.value()) + " apart";
        }

        @Override
        double severity(Outlier of) {
            return FUSED_SEVERITY;
        }
    },
    BOND("bond length") {
        @Override
        String value(Outlier of) {
            return restrained(of, length(of.value()), length(of.ideal()));
        }
    },
    ANGLE("bond angle") {
        @Override
        String value(Outlier of) {
            return restrained(of, tenths(of.value()), tenths(of.ideal()));
        }
    },
    CHIRALITY("chirality") {
        @Override
        String value(Outlier of) {
            return "volume " + signed(of.value()) + "\u00a0Å³, ideal " + signed(of.ideal());
        }

        @Override
        double severity(Outlier of) {
            return Math.abs(of.value() - of.ideal());
        }
    },
    PLANARITY("planarity") {
        @Override
        String value(Outlier of) {
            return length(of.value()) + ", " + sigmas(of);
        }
    },
    PEPTIDE("cis or twisted peptide") {
        @Override
        String what(Outlier of) {
            return Math.abs(of.value()) < Peptides.CIS ? "cis, not before Pro" : "twisted";
        }

        @Override
        String value(Outlier of) {
            return "ω " + degrees(Long.toString(Math.round(of.value())));
        }

        @Override
        double severity(Outlier of) {
            return (STRAIGHT - Math.abs(of.value())) / (STRAIGHT - Peptides.TRANS);
        }
    },
    PUCKER("sugar pucker") {
        @Override
        String what(Outlier of) {
            String[] angles = of.atoms().split(" ");
            return "δ " + degrees(angles[0]) + (angles.length > 1 ? ", ε " + degrees(angles[1]) : "");
        }

        @Override
        String value(Outlier of) {
            return "phosphate " + length(of.value()) + " from the line of the glycosidic bond";
        }

        @Override
        double severity(Outlier of) {
            return 1; // it is one or not
        }
    },
    SUITE("RNA backbone") {
        @Override
        String what(Outlier of) {
            return Stream.of(of.atoms().split(" "))
                    .filter(angle -> !angle.isEmpty())
                    .map(OutlierKind::degrees)
                    .collect(Collectors.joining(", ", "δ ε ζ α β γ δ ", ""));
        }

        @Override
        String value(Outlier of) {
            return "of no known conformer";
        }

        @Override
        double severity(Outlier of) {
            return 1; // likewise
        }
    },
    RING("sugar ring") {
        @Override
        String what(Outlier of) {
            String[] forms = of.atoms().split(" ");
            return forms.length < 2 || forms[0].equals(forms[1])
                    ? of.atoms().isEmpty() ? "" : forms[0]
                    : forms[0] + ", not " + String.join(" or ", List.of(forms).subList(1, forms.length));
        }

        @Override
        String value(Outlier of) {
            return "amplitude " + length(of.value());
        }

        @Override
        double severity(Outlier of) {
            return 1; // likewise
        }
    },
    ANOMER("anomer") {
        @Override
        String value(Outlier of) {
            return "the other hand than its name says: volume " + signed(of.value()) + "\u00a0Å³, ideal "
                    + signed(of.ideal());
        }

        @Override
        double severity(Outlier of) {
            return Math.abs(of.value() - of.ideal());
        }
    };

    /** More than any clash. */
    private static final double FUSED_SEVERITY = 10;

    private static final double STRAIGHT = 180;
    private static final double RAREST = 1e-6;
    /** What the table's four decimals tell from 0. */
    private static final double LOWEST_SCORE = 1e-4;

    private static final String LOWEST_SCORE_TEXT = "0.0001";

    /** As in tables. */
    final String title;

    OutlierKind(String title) {
        this.title = title;
    }

    /** @throws InputException for a word that is none of them */
    static OutlierKind of(String criterion) {
        return Stream.of(values())
                .filter(kind -> kind.criterion().equals(criterion))
                .findFirst()
                .orElseThrow(() -> new InputException("The table " + EntryFile.OUTLIERS.path()
                        + " has the unknown criterion '" + criterion + "': make it with this version of emtools."));
    }

    /** The word in outliers.csv. */
    String criterion() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether what it is about are two residues. */
    boolean isContact() {
        return this == CLASH || this == FUSED;
    }

    /** Whether a residue has one of the kind at most, so that its atoms tell nothing apart. */
    boolean isOfResidue() {
        return this == RAMACHANDRAN
                || this == ROTAMER
                || this == CBETA
                || this == PEPTIDE
                || this == PUCKER
                || this == SUITE
                || this == RING;
    }

    /** What is out of the ordinary, for a reader. */
    String what(Outlier of) {
        return of.atoms();
    }

    /** How far, with units. */
    abstract String value(Outlier of);

    /** How far, in limits beyond which it is an outlier, so that kinds can be sorted together. */
    double severity(Outlier of) {
        return Math.abs(of.z()) / Geometry.OUTLIER;
    }

    private static double rarity(double score, double limit) {
        return 1 + Math.log10(limit / Math.max(RAREST, score));
    }

    private static String degrees(String whole) {
        return whole.replace('-', '−') + "°";
    }

    private static String tenths(double degrees) {
        return String.format(Locale.ROOT, "%.1f°", degrees).replace('-', '−');
    }

    private static String length(double value) {
        return ReadableText.number(value) + "\u00a0Å";
    }

    private static String signed(double value) {
        return ReadableText.number(value).replace('-', '−');
    }

    private static String score(double value) {
        return value < LOWEST_SCORE ? "below " + LOWEST_SCORE_TEXT : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String sigmas(Outlier of) {
        return String.format(Locale.ROOT, "%.1f\u00a0σ", Math.abs(of.z()));
    }

    private static String restrained(Outlier of, String value, String ideal) {
        return value + ", ideal " + ideal + ", " + sigmas(of);
    }
}
