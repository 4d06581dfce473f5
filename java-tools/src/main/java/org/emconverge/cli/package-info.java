/** The command line: one picocli class per subcommand, options in, files out, no logic. */
package org.emconverge.cli;
