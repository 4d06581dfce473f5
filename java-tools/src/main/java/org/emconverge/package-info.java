/**
 * What every package may use: how bad input and faults are reported, how files are read and written, the facts that are
 * shared with the rest of the pipeline, and how points near a place are found.
 */
package org.emconverge;
