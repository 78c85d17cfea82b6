/** Where places of a cleaned text stood as it was pasted. */

/** How far the cleaned text is the pasted one but for the indent of each line, and where a place of it was pasted. */
export function linesKept(text: string, cleaned: string): { end: number; place: (at: number) => number } {
  const [pasted, kept] = [text.split('\n'), cleaned.split('\n')];
  const starts: (readonly [clean: number, pasted: number])[] = [];
  let [clean, end] = [0, 0];
  for (const [i, line] of pasted.entries()) {
    const own = kept[i] ?? '';
    const indent = line.slice(0, Math.max(0, line.length - own.length));
    if (line.slice(indent.length) !== own || indent.trim() !== '') break;
    starts.push([clean, end + indent.length]);
    clean += own.length + 1;
    end += line.length + 1;
  }
  const place = (at: number): number => {
    const [from, to] = starts.findLast(([start]) => start <= at) ?? [0, 0];
    return at < clean ? at - from + to : text.length + at;
  };
  return { end: Math.min(end, text.length), place };
}

/** The same with all places of it moved; any number in it is one. */
export function moved<Part>(part: Part, place: (at: number) => number): Part {
  if (typeof part === 'number') return place(part) as Part;
  if (Array.isArray(part)) return part.map((one: unknown) => moved(one, place)) as Part;
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, moved(one, place)])) as Part;
}
