/** The program that reads the tracer's first example as the site is built: code on standard input, JSON on standard output. */
import { readFileSync } from 'node:fs';
import { prepared } from './preparing.ts';

process.stdout.write(JSON.stringify(prepared(readFileSync(0, 'utf8'))));
