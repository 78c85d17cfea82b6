/** The tracer's page. */
import { ShapeTracer } from './element.ts';

customElements.define('shape-tracer', ShapeTracer);
