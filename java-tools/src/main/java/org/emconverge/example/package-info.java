/**
 * The built-in example: a small protein that nobody else owns and its synthetic maps, with one region blurred on
 * purpose, so that the right answer is known. Stands on {@code structure} and {@code density}; only {@code cli} knows
 * it.
 */
package org.emconverge.example;
