/* The search engine of the site, in the worker or, on `file:`, in the page. It speaks the theme's protocol: 0 SETUP →
   1 READY, 2 QUERY → 3 RESULT. What it reads is written by `bireview.search`; folding and stemming follow the rules
   that the index carries, as in `bireview/search/tokens.py`. */
(() => {
  "use strict";

  /* What a match is worth that is not the word itself; what counts for a result of each kind (section, evidence, term,
     note, reference); how soon repetition stops to count, and how much length does. `bench/ranking.py --robust` shows
     what each is good for. */
  const WEIGHTS = {
    prefix: 0.7, longer: 0.4, typo: 0.6, concept: 0.9, head: 0.7, translated: 0.8, seam: 0.25,
    kind: [1, 0.2, 0.18, 0.18, 0.1], title: 3, saturation: 1.4, length: 0.1, cover: 2, near: 0.5,
  };
  const TERM = 2, REFERENCE = 4;
  const SHOWN = 30, WITH_PASSAGE = 6, FOLD_AFTER = 3, AHEAD = 80;

  // Words

  function tokenizer(rules, variants) {
    const variant = new Map();
    const pairs = [...variants];
    for (let i = 0; i < pairs.length; i += 2) variant.set(pairs[i], pairs[i + 1]);
    const run = () => new RegExp(`(${rules.han}+)|${rules.thousands}|${rules.word}(?:${rules.joint}${rules.word})*`, "gu");
    const joint = new RegExp(rules.joint, "u"), number = /^[0-9]+(?:[.,][0-9]+)*$/;
    const compile = rows => rows.map(([pattern, text]) => [new RegExp(pattern, "gu"), `$1${text}`]);
    const spelling = compile(rules.spelling), endings = compile(rules.endings);
    const plain = text => text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
      .normalize("NFC").replace(/[\u2010-\u2015\u2212\ufe63\uff0d\u00ad]/g, "-");
    const fold = text => [...plain(text)].map(c => rules.greek[c] ?? variant.get(c) ?? c).join("");
    const stems = new Map();
    function stem(word) {
      if (word.length <= 3) return word;
      if (!stems.has(word)) {
        let out = word;
        for (const [pattern, text] of spelling) out = out.replace(pattern, text);
        for (const [pattern, text] of endings) {
          const cut = out.replace(pattern, text);
          if (cut !== out) { out = cut; break; }
        }
        stems.set(word, out);
      }
      return stems.get(word);
    }
    /* The runs of a folded text, each with its start and end, and its parts with theirs. */
    function runs(folded) {
      const out = [];
      for (const found of folded.matchAll(run())) {
        const text = found[0], start = found.index, end = start + text.length;
        if (found[1]) {
          let at = start;
          const parts = [...text].map(c => ({stem: c, start: at, end: (at += c.length)}));
          out.push({han: true, text, start, end, parts, whole: ""});
        } else if (number.test(text)) {
          const value = text.replace(/,(?=[0-9]{3}(?![0-9]))/g, "");
          out.push({number: true, text, start, end, parts: [{stem: value, word: value, start, end}], whole: ""});
        } else {
          let at = start;
          const parts = [];
          for (const word of text.split(joint)) {
            if (word) parts.push({stem: stem(word), word, start: at, end: at + word.length});
            at += word.length + 1;
          }
          out.push({text, start, end, parts, whole: parts.length > 1 ? stem(parts.map(p => p.word).join("")) : ""});
        }
      }
      return out;
    }
    function tokens(text) {
      const folded = fold(text), out = [];
      let figure = "", end = 0;
      for (const r of runs(folded)) {
        if (r.han) {
          const chars = r.parts.map(p => p.stem);
          if (figure && r.start === end) out.push(figure + chars[0]);
          if (chars.length === 1) out.push(chars[0]);
          for (let i = 0; i + 1 < chars.length; i++) out.push(chars[i] + chars[i + 1]);
          figure = "";
        } else {
          out.push(...r.parts.map(p => p.stem));
          if (r.whole) out.push(r.whole);
          figure = r.number ? r.parts[0].stem : "";
          if (figure && /^\s?%/.test(folded.slice(r.end))) out.push(`${figure}%`);
        }
        end = r.end;
      }
      return out;
    }
    /* The folded text and, for each of its units, where in the text the character stands that it came from. */
    const folds = new Map();
    function foldWithPlaces(text) {
      let out = "";
      const places = [];
      let at = 0;
      for (const character of text) {
        let folded = folds.get(character);
        if (folded === undefined) folds.set(character, folded = fold(character));
        for (let i = 0; i < folded.length; i++) places.push(at);
        out += folded;
        at += character.length;
      }
      places.push(at);
      return {folded: out, places};
    }
    return {fold, runs, stem, tokens, foldWithPlaces};
  }

  function withinOneEdit(a, b) {
    if (Math.abs(a.length - b.length) > 1 || a === b) return a === b;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    let m = a.length - 1, n = b.length - 1;
    while (m >= i && n >= i && a[m] === b[n]) { m--; n--; }
    if (m - i <= 0 && n - i <= 0) return true;
    return m - i === 1 && n - i === 1 && a[i] === b[n] && a[m] === b[i]; // Two neighbours that changed places.
  }

  const escape = text => text.replace(/[&<>"]/g, c => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[c]);

  // The index

  function open(load, language) {
    const memo = new Map();
    const get = name => {
      if (!memo.has(name)) memo.set(name, load(name).catch(error => { memo.delete(name); throw error; }));
      return memo.get(name);
    };
    let prepared;
    const prepare = () => prepared ??= get("core").then(core => {
      const words = tokenizer(core.rules, core.variants);
      const idle = new Set(core.idle.split(" "));
      const first = core.entries.map(entry => entry[3]);
      const owner = new Int32Array(core.anchors.length);
      const size = new Float64Array(core.entries.length), own = core.languages.length;
      core.entries.forEach((_, e) => {
        const last = first[e + 1] ?? core.anchors.length;
        for (let k = first[e]; k < last; k++) {
          owner[k] = e;
          let most = 0;
          for (let l = 0; l < own; l++) most = Math.max(most, core.lengths[k * own + l]);
          size[e] += most;
        }
      });
      const forms = new Map(), han = [];
      let longest = 1;
      core.concepts.forEach((list, n) => list.forEach(form => {
        forms.set(form, [...(forms.get(form) ?? []), n]);
        const elements = form.split(" ");
        longest = Math.max(longest, elements.length);
        if (elements.length > 2 && elements.every(element => /^[\u3400-\u9fff]$/.test(element))) han.push([elements, n]);
      }));
      const heads = new Map(Object.entries(core.heads));
      const average = size.reduce((a, b) => a + b, 0) / (size.length || 1);
      return {core, words, idle, first, owner, size, average, forms, han, heads, longest};
    }).catch(error => { prepared = undefined; throw error; });

    /* The files in which a token, or tokens that begin so, may stand. */
    function shards(core, token, prefix) {
      const starts = core.shards, out = [];
      let n = 0;
      while (n + 1 < starts.length && starts[n + 1] <= token) n++;
      out.push(n);
      if (prefix) for (n++; n < starts.length && starts[n].startsWith(token); n++) out.push(n);
      return out;
    }
    async function postings(core, token) {
      const shard = await get(`postings-${shards(core, token, false)[0]}`);
      return Object.hasOwn(shard, token) ? [[token, shard[token]]] : [];
    }
    async function beginning(core, token, most) {
      const found = [];
      for (const shard of await Promise.all(shards(core, token, true).map(n => get(`postings-${n}`)))) {
        for (const key of Object.keys(shard)) if (key.startsWith(token) && key !== token) found.push([key, shard[key]]);
      }
      return found.sort((a, b) => b[1].length - a[1].length).slice(0, most);
    }
    async function text(core, tongue, k) {
      const starts = core[`texts-${tongue}`];
      let n = starts.length - 1;
      while (n > 0 && starts[n] > k) n--;
      return [(await get(`texts-${tongue}-${n}`))[k - starts[n]]].flat(); // With a reference's DOI.
    }

    /* How many passages a row of postings names. */
    function count(row) {
      let many = 0;
      for (let i = 0; i < row.length; i++, many++) if (row[i] & 1) i++;
      return many;
    }
    /* The passages of a row, each with how often. */
    function unpack(row, see) {
      for (let i = 0, at = 0; i < row.length; i++) {
        at += row[i] >> 1;
        see(at, row[i] & 1 ? row[++i] : 1);
      }
    }

    /* What the query asks for, in parts; each part with the tokens that answer it and what they are worth. */
    async function understand(index, query) {
      const {core, words, idle} = index;
      const parts = [], sequence = [], spans = [], runs = [];
      const push = part => { sequence.push(part.stem); spans.push([part.start, part.end]); };
      let last = null;
      const {folded, places} = words.foldWithPlaces(query);
      const all = words.runs(folded);
      for (const run of all) {
        const begin = sequence.length;
        if (run.han) {
          const figure = last && last.number && last.end === run.start ? parts[parts.length - 1] : null;
          if (figure) figure.better = figure.word + run.parts[0].stem;
          for (const part of run.parts) push(part);
          if (run.parts.length === 1 && !figure) parts.push({token: run.text, han: true, single: true, from: begin, to: begin + 1});
          for (let i = 0; i + 1 < run.parts.length; i++) {
            parts.push({token: run.parts[i].stem + run.parts[i + 1].stem, han: true, from: begin + i, to: begin + i + 2});
          }
          runs.push([begin, sequence.length]);
        } else {
          for (const part of run.parts) {
            parts.push({token: part.stem, word: part.word, number: run.number, whole: run.whole, from: sequence.length, to: sequence.length + 1,
              last: run === all[all.length - 1], idle: !run.whole && idle.has(part.word)});
            push(part);
          }
          if (run.number && /^\s?%/.test(folded.slice(run.end))) parts[parts.length - 1].better = `${run.parts[0].stem}%`;
        }
        last = run;
      }
      let concepts = terms(index, sequence, parts);
      for (const {id} of concepts) postings(core, `#${id}`).catch(() => {}); // Fetched beside the others.
      await Promise.all(parts.map(async part => {
        const answers = part.answers = new Map();
        const add = (rows, worth) => { for (const [token, row] of rows) if (!answers.has(token)) answers.set(token, {row, worth}); };
        const grows = !part.han && !part.idle && (!part.number || part.token.length > 3); // Into a longer word.
        const grown = () => (part.token.length > 2 ? beginning(core, part.token, 24) : []);
        // All that is needed in any case is asked for at once.
        const [better, own, whole, longer, all, last] = await Promise.all([
          part.better ? postings(core, part.better) : [], postings(core, part.token),
          part.whole ? postings(core, part.whole) : [], part.whole ? beginning(core, part.whole, 8) : [],
          part.single ? beginning(core, part.token, 60) : [], grows && part.last ? grown() : [],
        ]);
        add(better, 1.6);
        add(own, 1);
        add(whole, 1.2);
        add(longer, 1);
        add(all, 1);
        if (!grows) return;
        const known = answers.size > 0;
        add(known || part.last ? last : await grown(), known ? WEIGHTS.longer : WEIGHTS.prefix);
        if (!known && part.word.length > 2 && part.word !== part.token) add(await beginning(core, part.word, 24), WEIGHTS.prefix);
      }));
      await correctWords(core, parts, sequence);
      concepts = terms(index, sequence, parts);
      await correctHan(index, parts, sequence, runs, concepts);
      await Promise.all(concepts.map(async concept => {
        concept.typed = query.slice(places[spans[concept.from][0]], places[spans[concept.to - 1][1]]);
        concept.rows = await postings(core, `#${concept.id}`);
      }));
      for (const concept of concepts) for (const part of parts) if (part.from >= concept.from && part.to <= concept.to) {
        for (const [token, row] of concept.rows) part.answers.set(token, {row, worth: concept.worth});
      }
      weigh(index, parts, concepts, stops(index, sequence, runs));
      return {parts, concepts, sequence};
    }

    /* Terms of the glossary by any of their names, the longest first. */
    function terms({forms, heads, longest}, sequence, parts) {
      const concepts = [];
      for (let i = 0; i < sequence.length;) {
        let length = Math.min(longest, sequence.length - i), ids, head = false;
        for (; length > 0; length--) {
          const name = sequence.slice(i, i + length).join(" ");
          if ((ids = forms.get(name))) break;
          if (heads.has(name)) { ids = [heads.get(name)]; head = true; break; }
        }
        if (!ids && parts.some(p => p.whole && p.from === i) && (ids = forms.get(parts.find(p => p.from === i).whole))) length = 1;
        if (ids) for (const id of ids) concepts.push({id, from: i, to: i + length, worth: head ? WEIGHTS.head : WEIGHTS.concept});
        i += ids ? length : 1;
      }
      return concepts;
    }

    /* One typing error, in words that nothing answers. */
    async function correctWords(core, parts, sequence) {
      const unknown = parts.filter(part => !part.han && !part.number && !part.idle && !part.answers.size && part.word.length > 3);
      if (!unknown.length) return;
      const list = (await get("words")).split(" ");
      await Promise.all(unknown.map(async part => {
        const near = list.filter(word => word.length > 3 && (withinOneEdit(part.token, word) || withinOneEdit(part.word, word)));
        const rows = (await Promise.all(near.map(word => postings(core, word)))).flat();
        rows.sort((a, b) => b[1].length - a[1].length);
        for (const [token, row] of rows.slice(0, 4)) part.answers.set(token, {row, worth: WEIGHTS.typo});
        if (rows.length) sequence[part.from] = rows[0][0];
      }));
    }

    /* The same in Chinese: one character wrong, missing, too many, or two that changed places, where three or more
       stand together and a pair of them is nowhere in the text. First the names of terms are tried, then any word. */
    async function correctHan({core, han}, parts, sequence, runs, concepts) {
      for (const [begin, end] of runs) {
        if (end - begin < 3) continue;
        const own = parts.filter(part => part.han && part.from >= begin && part.to <= end);
        const lost = own.filter(part => !part.answers.size && !concepts.some(c => c.from < part.to && c.to > part.from));
        if (!lost.length) continue;
        let best = null, most = 0;
        for (const [form, id] of han) for (const length of [form.length, form.length - 1, form.length + 1]) {
          for (let from = begin; length > 2 && from + length <= end; from++) {
            const to = from + length, within = lost.filter(part => part.from < to && part.to > from).length;
            if (!within || within * 100 + length <= most) continue;
            const inside = sequence[from] === form[0] && sequence[to - 1] === form[form.length - 1];
            if ((inside || length === form.length) && withinOneEdit(sequence.slice(from, to), form)) {
              best = {id, from, to, worth: WEIGHTS.typo};
              most = within * 100 + length;
            }
          }
        }
        if (!best) { await correctAnyWord(core, own, lost, sequence, begin, end); continue; }
        // Terms within what is wrong give way.
        for (let i = concepts.length; i--;) if (concepts[i].from < best.to && concepts[i].to > best.from) concepts.splice(i, 1);
        concepts.push(best);
      }
    }
    async function correctAnyWord(core, own, lost, sequence, begin, end) {
      const next = await get("pairs"), known = (a, b) => Boolean(next[a]?.includes(b));
      const c = i => (i >= begin && i < end ? sequence[i] : "");
      const meant = new Map(); // What may have been meant, and where.
      const propose = (from, to, ...text) => {
        const pairs = text.slice(1).map((b, i) => text[i] + b);
        if (text.length > 2 && text.every(Boolean) && pairs.every(([a, b]) => known(a, b))) meant.set(text.join(""), {pairs, from, to});
      };
      const missing = new Set(lost.map(part => part.from));
      for (const s of missing) {
        if (missing.has(s - 1)) continue;
        let n = 1;
        while (missing.has(s + n)) n++;
        const left = s === begin, right = s + n + 1 === end; // One pair alone in the middle is the border of two words.
        if (n === 1 && right) for (const x of next[c(s)] ?? "") propose(s - 1, s + 2, c(s - 1), c(s), x);
        if (n === 1 && left) for (const x of Object.keys(next)) propose(s, s + 3, x, c(s + 1), c(s + 2));
        if (n === 2) {
          for (const x of next[c(s)] ?? "") propose(s, s + 3, c(s), x, c(s + 2));
          propose(s - 1, s + 3, c(s - 1), c(s), c(s + 2));
          if (left) propose(s, s + 3, c(s + 1), c(s), c(s + 2));
          if (right) propose(s, s + 3, c(s), c(s + 2), c(s + 1));
        }
        if (n === 3) propose(s, s + 4, c(s), c(s + 2), c(s + 1), c(s + 3));
      }
      const rated = await Promise.all([...meant.values()].slice(0, 60).map(async one => {
        const rows = (await Promise.all(one.pairs.map(pair => postings(core, pair)))).flat(), times = new Map();
        for (const [, row] of rows) unpack(row, k => times.set(k, (times.get(k) ?? 0) + 1));
        return {...one, rows, together: [...times.values()].filter(n => n === rows.length).length};
      }));
      rated.sort((a, b) => b.together - a.together);
      for (const {rows, from, to, together} of rated.slice(0, 2)) if (together) for (const part of own) {
        if (part.from >= from && part.to <= to) for (const [token, row] of rows) {
          if (!part.answers.has(token)) part.answers.set(token, {row, worth: WEIGHTS.typo});
        }
      }
    }

    /* Chinese stop words, the longest first. */
    function stops({idle}, sequence, runs) {
      const found = [];
      for (const [begin, end] of runs) for (let from = begin; from < end; from++) {
        for (let to = Math.min(end, from + 6); to > from + 1; to--) {
          if (!idle.has(sequence.slice(from, to).join(""))) continue;
          found.push({from, to});
          from = to - 1;
        }
      }
      return found;
    }
    /* How much each part tells: rare ones more, stop words little. Little too tell pairs of characters across the border
       of two words: those that reach out of a term or stop word, and those rarer than the pairs on both sides, which is
       how words are told apart without a dictionary (Ando and Lee 2000, "Mostly-unsupervised statistical segmentation of
       Japanese"). */
    function weigh({core}, parts, concepts, stops) {
      const total = core.anchors.length;
      const most = part => Math.max(0, ...[...part.answers].filter(([token]) => token[0] !== "#").map(([, {row}]) => count(row)));
      for (const part of parts) {
        const terms = [...part.answers].filter(([token]) => token[0] === "#").map(([, {row}]) => count(row));
        part.many = most(part) || Math.max(0, ...terms);
        part.rarity = Math.log(1 + (total - Math.min(part.many, total) + 0.5) / (part.many + 0.5));
      }
      parts.forEach((part, n) => {
        if (concepts.some(c => c.from <= part.from && part.to <= c.to)) return;
        if (part.idle) part.rarity *= WEIGHTS.seam;
        if (!part.han || part.single) return;
        const before = parts[n - 1], after = parts[n + 1];
        const joins = (one, other) => one?.han && other?.han && one.to === other.from + 1;
        const out = [...concepts, ...stops].some(c => c.from < part.to && part.from < c.to);
        const valley = joins(before, part) && joins(part, after) && part.many < before.many && part.many < after.many;
        if (out || valley) part.rarity *= WEIGHTS.seam;
      });
    }

    function rank({core, first, owner, size, average}, asked, tongue) {
      const many = core.languages.length, here = core.languages.indexOf(tongue), entries = core.entries;
      const passages = core.anchors.length;
      const covered = new Float64Array(passages), score = new Float64Array(entries.length), cover = new Float64Array(entries.length);
      const worth = new Float64Array(passages), sure = new Float64Array(passages);
      const often = new Float64Array(entries.length), surest = new Float64Array(entries.length);
      const own = new Uint8Array(passages); // Where something stands in this language.
      const seen = new Set();
      let whole = 0;
      for (const part of asked.parts) {
        if (!part.answers.size) continue;
        whole += part.rarity;
        const touched = [], met = [];
        for (const {row, worth: value} of part.answers.values()) {
          unpack(row, (at, times) => {
            const l = at % many, k = (at - l) / many, entry = entries[owner[k]];
            if (l === here) own[k] = 1;
            const sureness = value * (l === here || entry[1] === REFERENCE ? 1 : WEIGHTS.translated);
            let one = sureness * Math.min(times, 4);
            if (k === first[owner[k]] && entry[1] === 0) one *= 1 + WEIGHTS.title / Math.sqrt(core.lengths[k * many + l]);
            if (one > worth[k]) {
              if (!worth[k]) touched.push(k);
              worth[k] = one;
              sure[k] = Math.min(1, sureness);
            }
          });
        }
        for (const k of touched) {
          const e = owner[k];
          if (!often[e]) met.push(e);
          often[e] += worth[k];
          surest[e] = Math.max(surest[e], sure[k]);
          covered[k] += part.rarity * sure[k];
          worth[k] = sure[k] = 0;
        }
        for (const e of met) {
          const room = WEIGHTS.saturation * (1 - WEIGHTS.length + WEIGHTS.length * size[e] / average);
          score[e] += part.rarity * often[e] * (1 + WEIGHTS.saturation) / (often[e] + room);
          cover[e] += part.rarity * surest[e];
          seen.add(e);
          often[e] = surest[e] = 0;
        }
      }
      const out = [];
      for (const e of seen) {
        if (core.pages[entries[e][0]][here] === null) continue; // A page that this language does not have.
        let k = first[e];
        for (let i = k + 1; i < (first[e + 1] ?? passages); i++) if (covered[i] > covered[k] + 1e-9) k = i;
        const all = cover[e] / whole, near = covered[k] / whole;
        out.push({e, k, score: score[e] * all ** WEIGHTS.cover * (1 - WEIGHTS.near + WEIGHTS.near * near) * WEIGHTS.kind[entries[e][1]]});
      }
      out.sort((a, b) => b.score - a.score || a.e - b.e);
      const top = out[0]?.score ?? 0;
      return {ranked: out.filter(r => r.score > top * 0.04).slice(0, SHOWN), covered, own};
    }

    /* Where a text answers the query: stretches [start, end) of it, in order, none touching another. */
    function stretches(index, asked, text) {
      const {words, core} = index, {folded, places} = words.foldWithPlaces(text);
      const wanted = new Set(asked.parts.flatMap(part => [...part.answers.keys()]));
      const names = asked.concepts.flatMap(c => core.concepts[c.id].map(form => form.split(" ")));
      const flat = [], found = [];
      let figure = null;
      for (const run of words.runs(folded)) {
        for (const part of run.parts) flat.push(part);
        if (run.han) {
          if (figure && figure.end === run.start && wanted.has(figure.stem + run.parts[0].stem)) found.push([figure.start, run.parts[0].end]);
          if (run.parts.length === 1 && wanted.has(run.text)) found.push([run.start, run.end]);
          for (let i = 0; i + 1 < run.parts.length; i++) {
            if (wanted.has(run.parts[i].stem + run.parts[i + 1].stem)) found.push([run.parts[i].start, run.parts[i + 1].end]);
          }
          figure = null;
        } else {
          if (run.whole && wanted.has(run.whole)) found.push([run.start, run.end]);
          for (const part of run.parts) if (wanted.has(part.stem)) found.push([part.start, part.end]);
          figure = run.number ? run.parts[0] : null;
        }
      }
      for (let i = 0; i < flat.length; i++) for (const name of names) {
        if (name.every((element, j) => flat[i + j]?.stem === element)) found.push([flat[i].start, flat[i + name.length - 1].end]);
      }
      found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      const merged = [];
      for (const [start, end] of found) {
        const before = merged[merged.length - 1];
        if (before && start <= before[1]) before[1] = Math.max(before[1], end);
        else merged.push([start, end]);
      }
      return merged.map(([start, end]) => [places[start], places[end]]);
    }

    function marked(text, found, from = 0, to = text.length) {
      let out = "", at = from;
      for (const [start, end] of found) {
        if (end <= from || start >= to) continue;
        const a = Math.max(start, from), b = Math.min(end, to);
        out += `${escape(text.slice(at, a))}<mark>${escape(text.slice(a, b))}</mark>`;
        at = b;
      }
      return out + escape(text.slice(at, to));
    }

    /* The part of a passage in which most of the query stands, with the matches marked. */
    function excerpt(text, found) {
      const wide = /[\u3400-\u9fff]/.test(text) ? 90 : 200;
      if (text.length <= wide * 1.2) return marked(text, found);
      let from = 0, most = -1;
      for (const [start] of found) {
        const inside = found.filter(([a, b]) => a >= start && b <= start + wide * 0.8);
        const weight = new Set(inside.map(([a, b]) => text.slice(a, b))).size + inside.length / 100;
        if (weight > most) { most = weight; from = start; }
      }
      from = Math.max(0, from - Math.round(wide * 0.2));
      let to = Math.min(text.length, from + wide);
      const cut = place => /\s/.test(text[place] ?? " ") || /[^\x20-\x7e]/.test(text[place]) || /[^\x20-\x7e]/.test(text[place - 1] ?? "");
      while (from > 0 && !cut(from)) from--;
      while (to < text.length && !cut(to)) to++;
      return `${from > 0 ? "…" : ""}${marked(text, found, from, to).trim()}${to < text.length ? "…" : ""}`;
    }

    async function search(query, tongue, overtaken = () => false) {
      const [index, {titles, pages, terms, labels}] = await Promise.all([prepare(), get(`titles-${tongue}`)]);
      const {core, owner, first} = index, here = core.languages.indexOf(tongue);
      const asked = await understand(index, query);
      if (overtaken()) return null;
      const {ranked, covered, own} = rank(index, asked, tongue);
      const others = core.languages.filter(name => name !== tongue);
      const through = asked.concepts.map(c => {
        const {typed} = c, name = terms[c.id];
        return {typed, name, folded: index.words.fold(typed)};
      }).filter(({folded, name}) => folded !== index.words.fold(name));
      const typed = query.split(/\s+/).filter(word => word.length > 1);
      const shown = await Promise.all(ranked.map(async (result, place) => {
        const [page, kind, anchor, , number] = core.entries[result.e];
        const out = {...result, page, kind, anchor, passage: "", through: [], h: [], at: ""};
        const title = titles[result.e];
        const named = number ? `${number} ${title}` : title;
        const titleMarks = stretches(index, asked, named);
        out.title = marked(named, titleMarks);
        for (const [a, b] of titleMarks) out.h.push(named.slice(a, b));
        const k = result.k === first[result.e] && owner[result.k + 1] === result.e ? better(result.e) : result.k;
        out.at = core.anchors[k];
        if (place >= WITH_PASSAGE) {
          // Its text is not fetched, so what was typed is looked for, and the names that stand for it here.
          out.h.push(...typed, ...asked.concepts.map(c => terms[c.id]));
          return out;
        }
        // Another language's text is shown where this one's has no match, and then asked for at the same time.
        const instead = titleMarks.length || kind === REFERENCE ? [] : others;
        if (!own[k]) for (const other of instead) text(core, other, k).catch(() => {});
        const [words, doi] = await text(core, tongue, k);
        out.doi = doi;
        const found = stretches(index, asked, words);
        for (const [a, b] of found) out.h.push(words.slice(a, b));
        out.passage = excerpt(words, found);
        for (const other of found.length ? [] : instead) {
          const [theirs] = await text(core, other, k), hits = stretches(index, asked, theirs);
          if (hits.length) { out.other = {tag: core.tags[other], passage: excerpt(theirs, hits)}; break; }
        }
        // Terms that were typed by another name than the one that stands here.
        const said = out.h.map(index.words.fold);
        out.through = through.filter(({folded}) => !said.some(text => text.includes(folded)));
        return out;
      }));
      function better(e) {
        let best = first[e] + 1, most = -1;
        for (let k = first[e] + 1; owner[k] === e && k < owner.length; k++) {
          if (covered[k] > most) { most = covered[k]; best = k; }
        }
        return best;
      }
      // Where to look when nothing is found: the first page, which has the contents, and the one with the terms.
      const term = core.entries.find(entry => entry[1] === TERM);
      const help = [0, ...(term ? [term[0]] : [])].map(page => [core.pages[page][here], pages[page]]);
      return {groups: group(core, pages, shown, here), count: shown.length, labels, tag: core.tags[tongue], help,
        others: others.map((other, n) => [other, labels.switch[n]])};
    }

    /* Results by page, pages by their best result; in a page the best come first. */
    function group(core, pages, shown, here) {
      const byPage = new Map();
      for (const result of shown) byPage.set(result.page, [...(byPage.get(result.page) ?? []), result]);
      return [...byPage].map(([page, results]) => ({page, address: core.pages[page][here], title: pages[page], results}));
    }
    /* After a first result, what later queries need in this language, one file after another: postings where there are
       not too many, and texts where there is room for these too. */
    const warmed = new Set();
    async function warm(tongue) {
      if (warmed.has(tongue) || globalThis.navigator?.connection?.saveData) return;
      warmed.add(tongue);
      const {core} = await prepare();
      let room = AHEAD;
      for (const [kind, files] of [["postings", core.shards], [`texts-${tongue}`, core[`texts-${tongue}`]]]) {
        room -= files.length;
        for (let n = 0; n < files.length && room >= 0; n++) await get(`${kind}-${n}`).catch(() => {});
      }
    }
    return {warm, prepare: () => Promise.all([prepare(), get(`titles-${language}`)]), search};
  }

  // The theme's shape of results

  function items(found, base) {
    return found.groups.map(({address, title, results}) => {
      const best = results[0].score;
      const rows = results.map((result, place) => {
        const marks = [...new Set(result.h.map(text => text.trim()).filter(Boolean))].slice(0, 12);
        const values = new URLSearchParams();
        if (marks.length) values.set("h", marks.join("|"));
        if (result.at) values.set("at", result.at);
        const parameters = values.size ? `?${values}` : "";
        let text = result.passage ? `<p class="search-passage">${result.passage}</p>` : "";
        if (result.other) text += `<p class="search-passage" lang="${result.other.tag}">${result.other.passage}</p>`;
        const terms = result.through.map(({typed, name}) => `${escape(typed)} → <b>${escape(name)}</b>`);
        if (terms.length) text += `<p class="search-through">${[...new Set(terms)].join(" · ")}</p>`;
        if (result.doi) text += `<p class="search-doi" data-doi="${escape(result.doi)}"></p>`;
        const score = (result.anchor && results[0].anchor && place < FOLD_AFTER ? best : result.score) * 10;
        return {location: `${address}${parameters}${result.anchor ? `#${result.anchor}` : ""}`, title: result.title, text, score, terms: {}};
      });
      if (!results.some(result => !result.anchor)) rows.push({location: address, title: escape(title), text: "", score: 0, terms: {}});
      return rows;
    });
  }

  /* Answers messages in the order in which they came. */
  function serve({load, language, post}) {
    const index = open(load, language);
    let tongue = language, queue = Promise.resolve(), asked = 0, shown = {items: [], query: ""};
    let next = () => {}; // Ends the query that is being answered, so that none waits for the files of another.
    const answer = async ({type, data}, turn) => {
      if (type === 0) post({type: 1});
      else if (type === "open") { await index.prepare(); post({type: "opened"}); }
      else if (type === "language") tongue = data || language;
      else if (type === 2) {
        const query = String(data).trim();
        // Every query has an answer; one that was overtaken while waiting gets what is shown already.
        if (turn < asked) { post({type: 3, data: shown}); return; }
        try {
          const overtaken = new Promise(resolve => { next = () => resolve(null); });
          const found = query
            ? await Promise.race([index.search(query, tongue, () => turn < asked), overtaken]) : {groups: [], count: 0};
          if (!found) { post({type: 3, data: shown}); return; }
          const {count, labels, tag, help, others} = found;
          shown = {items: items(found), query, home: language, count, labels, tag, help, others};
        } catch (error) {
          shown = {items: [], query, failed: String(error)};
        }
        post({type: 3, data: shown});
        if (shown.count) setTimeout(() => index.warm(tongue), 1000);
      }
    };
    return message => {
      const turn = message.type === 2 ? ++asked : 0;
      if (turn) next();
      queue = queue.then(() => answer(message, turn)).catch(() => {});
    };
  }

  /* In a worker: answers come by `post`, files from the server. The page's address names language and version. */
  function start(post) {
    const here = new URL(globalThis.location.href), version = here.searchParams.get("v") ?? "";
    const load = async name => {
      const answer = await fetch(new URL(`../search/${name}.json?v=${version}`, here));
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return answer.json();
    };
    return serve({load, language: here.searchParams.get("language") ?? "en", post});
  }

  Object.assign(globalThis.bireviewSearch ??= {}, {WEIGHTS, tokenizer, withinOneEdit, open, items, serve, start});
})();
