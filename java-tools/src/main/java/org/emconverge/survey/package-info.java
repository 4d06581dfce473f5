/**
 * Surveys: entries of a source, run in chunks one after another as they come, with the record of what became of each.
 * The steps themselves are those of a run; here is decided which entries run, in which order and at what cost.
 */
package org.emconverge.survey;
