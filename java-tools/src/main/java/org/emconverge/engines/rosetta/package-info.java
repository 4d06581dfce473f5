/**
 * Rosetta as a sampler: the protocol of Herzik, Fraser &amp; Lander, Structure 27, 344 (2019), and of Wang et al.,
 * eLife 5, e17219 (2016).
 */
package org.emconverge.engines.rosetta;
