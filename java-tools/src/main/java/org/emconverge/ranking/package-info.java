/**
 * Which of the sampled models go on: four criteria, ranks, their sum (Herzik, Fraser and Lander 2019). Knows
 * {@code validation}.
 */
package org.emconverge.ranking;
