/** What every page has, in one script: a request fewer each is worth more to a reader than what a page does not need. */
import './language.ts';
import './scheme.ts';
import './code.ts';
import './place.ts';
import './waiting.ts';
