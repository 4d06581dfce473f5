/**
 * The page and the figures that tell a person what the numbers of one entry mean. Reads the files that scripts read,
 * nothing else.
 */
package org.emconverge.report;
