/**
 * What the engines that are programs of their own need from Java: their input files, and the reading of what they
 * write. One package for each engine; they share the frame of the map.
 */
package org.emconverge.engines;
