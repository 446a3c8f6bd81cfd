"use strict";
// Sorting, filtering and paging of tables that are whole without it.
(() => {
  const told = document.body.dataset, PAGE = 50, tables = [];
  const make = (name, parent, more) => parent.appendChild(Object.assign(document.createElement(name), more));
  const number = text => {
    const found = /^[<>]?\s*(-?[\d,]*\.?\d+)/.exec(text);
    return found ? Number(found[1].replaceAll(",", "")) : NaN;
  };

  function build(table) {
    const body = table.tBodies[0], all = [...body.rows];
    const texts = new Map(all.map(row => [row, row.textContent.toLowerCase()]));
    const heads = [...table.tHead.rows[0].cells], tools = document.createElement("div");
    const state = { table, all, shown: all, from: 0, word: "", choice: "", column: -1, down: false };
    const column = Number(table.dataset.choose ?? -1);
    tools.className = "tools";
    table.parentNode.before(tools);
    heads.forEach((head, place) => {
      const name = head.textContent, button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.title = told.sortBy.replace("{column}", name);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        state.down = state.column === place ? !state.down : head.classList.contains("n");
        state.column = place;
        heads.forEach(one => one.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        sort(place, head.classList.contains("n"));
      });
    });
    if (all.length > 5) {
      const find = make("input", tools, { type: "search", placeholder: told.filter, ariaLabel: told.filter });
      find.addEventListener("input", () => { state.word = find.value.trim().toLowerCase(); filter(); });
    }
    if (column >= 0) {
      const choose = make("select", tools, { ariaLabel: told.allStates });
      make("option", choose, { value: "", textContent: told.allStates });
      for (const one of [...new Set(all.map(row => row.cells[column].textContent))].sort())
        make("option", choose, { value: one, textContent: one });
      choose.addEventListener("change", () => { state.choice = choose.value; filter(); });
    }
    const before = make("button", tools, { type: "button", textContent: told.pageBefore });
    const after = make("button", tools, { type: "button", textContent: told.pageAfter });
    const where = make("span", tools, {});
    where.setAttribute("role", "status");
    before.addEventListener("click", () => { state.from -= PAGE; show(); });
    after.addEventListener("click", () => { state.from += PAGE; show(); });

    function sort(place, numeric) {
      const order = new Map(all.map((row, at) => [row, at])), sign = state.down ? -1 : 1;
      const keys = new Map(all.map(row => {
        const text = row.cells[place].textContent;
        return [row, numeric ? number(text) : text];
      }));
      const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
      state.all = [...all].sort((one, two) => {
        const first = keys.get(one), second = keys.get(two);
        if (!numeric) return sign * compare(first, second) || order.get(one) - order.get(two);
        if (isNaN(first) || isNaN(second)) return isNaN(first) - isNaN(second) || order.get(one) - order.get(two);
        return sign * (first - second) || order.get(one) - order.get(two);
      });
      filter();
    }

    function filter() {
      state.shown = state.all.filter(row => texts.get(row).includes(state.word)
        && (!state.choice || row.cells[column].textContent === state.choice));
      state.from = 0;
      show();
    }

    function show() {
      const to = Math.min(state.from + PAGE, state.shown.length), count = state.shown.length;
      body.replaceChildren(...state.shown.slice(state.from, to));
      before.hidden = after.hidden = all.length <= PAGE;
      before.disabled = state.from === 0;
      after.disabled = to >= count;
      where.textContent = told.pageOf.replace("{from}", count && state.from + 1).replace("{to}", to).replace("{count}", count);
      where.hidden = all.length <= 5;
    }

    state.goto = id => {
      const at = all.findIndex(row => row.id === id);
      if (at < 0) return false;
      let place = state.shown.indexOf(all[at]);
      if (place < 0) {
        state.word = state.choice = "";
        for (const one of tools.querySelectorAll("input, select")) one.value = "";
        filter();
        place = state.shown.indexOf(all[at]);
      }
      state.from = place - place % PAGE;
      show();
      return true;
    };
    show();
    return state;
  }

  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1)), seen = id && document.getElementById(id);
    if (!id) return;
    if (seen && seen.tagName === "DETAILS") seen.open = true;
    if (tables.some(one => one.goto(id))) document.getElementById(id).scrollIntoView({ block: "center" });
  };
  for (const table of document.querySelectorAll("table")) tables.push(build(table));
  addEventListener("hashchange", follow);
  addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) follow();
  });
  follow();
})();
