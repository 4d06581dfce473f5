/** Vega-Lite and what runs its charts without eval. */
export * from 'vega';
export { compile } from 'vega-lite';
export { expressionInterpreter } from 'vega-interpreter';
