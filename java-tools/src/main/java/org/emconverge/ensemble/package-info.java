/**
 * Models of any program as an entry: brought to one numbering, then through the same steps as the pipeline's own. Knows
 * all packages but {@code cli}.
 */
package org.emconverge.ensemble;
