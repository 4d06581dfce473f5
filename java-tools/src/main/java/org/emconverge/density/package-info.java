/**
 * Density maps: MRC/CCP4 files, Fourier operations, scattering, map-model fit. Knows no other package of the project.
 */
package org.emconverge.density;
