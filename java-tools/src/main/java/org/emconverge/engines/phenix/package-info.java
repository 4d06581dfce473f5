/** phenix.real_space_refine as a refiner: Afonine et al., Acta Cryst. D74, 531 (2018). */
package org.emconverge.engines.phenix;
