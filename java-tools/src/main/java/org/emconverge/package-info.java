/** What every package may use: how bad input is reported and how files are written. */
package org.emconverge;
