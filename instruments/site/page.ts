/** The scripts of every page, bundled into one: fewer requests. */
import './language.ts';
import './scheme.ts';
import './code.ts';
import './place.ts';
import './waiting.ts';
