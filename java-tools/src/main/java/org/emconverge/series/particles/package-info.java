/** Particles as RELION's STAR files list them: what they are, and shifted at random. Knows the headers of maps. */
package org.emconverge.series.particles;
