/**
 * Atomic models over BioJava: reading, writing, residue identity, preparation. Knows no other package of the project.
 */
package org.emconverge.structure;
