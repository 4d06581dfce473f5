/**
 * The evidence for the sequence register: what the side-chain density at every place of a backbone says about which
 * residue belongs there. Knows {@code density} and {@code structure}.
 */
package org.emconverge.register;
