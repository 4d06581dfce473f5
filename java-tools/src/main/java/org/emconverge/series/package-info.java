/**
 * Maps of falling resolution from one pair of half maps: what the paper made by moving particles, made from the half
 * maps alone. Knows maps and point groups.
 */
package org.emconverge.series;
