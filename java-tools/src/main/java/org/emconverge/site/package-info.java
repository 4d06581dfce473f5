/**
 * A site of static files from the results of any number of runs, which any web server, or a desktop, shows: its pages,
 * its tables and its interface for programs. It grows as results come, and writes only what has changed.
 */
package org.emconverge.site;
