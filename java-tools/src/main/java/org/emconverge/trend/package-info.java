/** How the mean spread of models grows with the resolution of their map: the trend, fitted, kept and applied. */
package org.emconverge.trend;
