package org.emconverge.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The heading under which the help of a command lists an option; the options of a step of the pipeline have none. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Section {
    /** What is read. */
    String INPUT = "Input";

    /** What is written, and where. */
    String OUTPUT = "Output";

    /** How the work is done. */
    String SETTINGS = "Settings";

    String value();
}
