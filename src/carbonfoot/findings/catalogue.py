"""Every code the program can print: its name, how grave it is, and a title; `pages/` explains each."""

from __future__ import annotations

from typing import NamedTuple

SEVERITIES = ("error", "incomplete", "warning", "note")
"""From worst to mildest: input refused, no total, result doubtful, worth knowing."""


class Entry(NamedTuple):
    """What a code stands for. `name` is what a user may type, `title` a line for lists."""

    name: str
    severity: str
    title: str


CATALOGUE: dict[str, Entry] = {
    # 0xx: files and their text
    "CF001": Entry("file-unreadable", "error", "A file cannot be read"),
    "CF002": Entry("outside-root", "error", "A reference does not stay inside the project root"),
    "CF003": Entry("text-encoding", "error", "The bytes of a file are not plain text in a known encoding"),
    "CF004": Entry("yaml-syntax", "error", "The text is not YAML"),
    "CF005": Entry("duplicate-key", "error", "A key stands twice in one mapping"),
    "CF006": Entry("yaml-feature", "error", "A YAML tag or merge key, which are not read"),
    "CF007": Entry("yaml-limit", "error", "A document too large, too deep, or growing through aliases"),
    "CF008": Entry("several-documents", "error", "More than one YAML document in a file"),
    "CF009": Entry("empty-document", "error", "A document with nothing in it"),
    "CF010": Entry("unknown-kind", "error", "The first line does not name a known kind of document"),
    # 1xx: the shape of a document
    "CF101": Entry("unknown-key", "error", "A key that this place does not have"),
    "CF102": Entry("missing-key", "error", "A key that must be there is missing"),
    "CF103": Entry("wrong-shape", "error", "A list, mapping or single value where another is needed"),
    "CF104": Entry("empty-value", "error", "A key without a value"),
    "CF105": Entry("unknown-choice", "error", "A word that is not one of the choices"),
    "CF106": Entry("keys-clash", "error", "Two keys that exclude each other"),
    "CF107": Entry("bad-period", "error", "Text that is not a date or period"),
    "CF108": Entry("bad-country", "error", "Text that is not a country or region code"),
    "CF109": Entry("bad-text", "error", "A name or text that cannot be used"),
    "CF110": Entry("nothing-listed", "error", "A document that lists no inputs and no processes"),
    "CF111": Entry("bad-code", "error", "Text that is not a classification code"),
    # 20x, 21x: amounts and units
    "CF201": Entry("not-a-quantity", "error", "Text that is not a number with a unit"),
    "CF202": Entry("unknown-unit", "error", "A unit that is not known"),
    "CF203": Entry("ambiguous-unit", "error", "A unit that means different things to different people"),
    "CF204": Entry("units-do-not-meet", "error", "Two units of different dimensions where one is needed"),
    "CF205": Entry("unit-missing", "error", "A number without a unit"),
    "CF206": Entry("not-finite", "error", "An infinite or undefined number"),
    "CF207": Entry("negative-amount", "error", "A negative amount where none can be"),
    "CF208": Entry("out-of-range", "error", "A number outside the range it must lie in"),
    "CF209": Entry(
        "property-needed", "error", "A conversion that needs a density, calorific value or mass per piece"
    ),
    "CF210": Entry("calorific-basis-missing", "error", "Fuel energy without net or gross calorific value"),
    "CF211": Entry("bounds-out-of-order", "error", "Bounds that do not enclose the amount"),
    # 22x: expressions and tables
    "CF220": Entry("expression-syntax", "error", "An expression that cannot be read"),
    "CF221": Entry("unknown-name", "error", "An expression uses a name that is not defined"),
    "CF222": Entry("parameter-loop", "error", "Parameters that need each other"),
    "CF223": Entry("lookup-not-exactly-one", "error", "A look-up that finds no row or several"),
    "CF224": Entry("bad-table", "error", "A table that cannot be read without a guess"),
    # 3xx: factors
    "CF301": Entry("unknown-item", "error", "An item that the factor library does not have"),
    "CF302": Entry(
        "no-factor-fits", "incomplete", "The item is known, but none of its factors fits this use"
    ),
    "CF303": Entry("route-needed", "error", "Technology routes differ and none is stated"),
    "CF304": Entry("unknown-route", "error", "A technology route that the item does not have"),
    "CF305": Entry("proxy", "warning", "A factor for something similar was used"),
    "CF306": Entry("old-data", "note", "A factor whose data are much older than the period"),
    "CF307": Entry("factor-missing", "incomplete", "A line that states nothing to take its emissions from"),
    "CF308": Entry("not-assessed", "note", "A part of the life cycle that no factor covers"),
    "CF309": Entry("gwp-sets-mixed", "warning", "Totals of different GWP sets in one sum"),
    "CF310": Entry("unsplit-co2e", "note", "A CO2e total without its gases, counted as fossil"),
    "CF311": Entry("recycled-share-on-mix", "error", "A recycled share on a record that is already a mix"),
    "CF312": Entry("flagged-factor", "warning", "A factor that its source or our check marks as doubtful"),
    "CF313": Entry("counted-twice", "warning", "Something that a factor already includes is listed again"),
    "CF314": Entry("factor-past-review", "warning", "A factor past the date it should be looked at again"),
    "CF315": Entry("unknown-gas", "error", "A gas without a global warming potential in the chosen set"),
    "CF316": Entry("origin-missing", "warning", "A line without an origin"),
    "CF317": Entry("unknown-record", "error", "A record id that the factor library does not have"),
    "CF318": Entry("unfit-factor", "error", "A record that must not be used for a footprint"),
    # 4xx: the product system
    "CF401": Entry("loop", "error", "Products that need each other and use at least as much as they make"),
    "CF402": Entry("mass-balance", "warning", "Mass in and mass out do not agree"),
    "CF403": Entry("loss-stated-twice", "warning", "One loss stated as scrap and as yield"),
    "CF404": Entry("parts-differ-from-total", "warning", "The parts of a whole do not sum to it"),
    "CF405": Entry("linked-document-refused", "error", "A linked document has errors of its own"),
    "CF406": Entry("shares-do-not-sum", "error", "Shares that must sum to one do not"),
    "CF407": Entry("periods-differ", "warning", "Documents of different periods in one footprint"),
    "CF408": Entry("offset-refused", "error", "An offset or credit entered as part of a footprint"),
    "CF409": Entry("one-id-two-contents", "error", "Two documents with one id and different contents"),
    "CF410": Entry("negative-level", "error", "Credits in a loop that outweigh what it makes"),
    "CF411": Entry("makes-nothing", "error", "An activity with an output of zero"),
    "CF412": Entry("loop-without-digits", "error", "A loop so close to its limit that no digit is left"),
    "CF421": Entry("json-syntax", "error", "The text is not JSON"),
    "CF422": Entry("unknown-activity", "error", "An id that no activity of the system has"),
    "CF423": Entry("id-twice", "error", "Two activities with one id"),
    "CF424": Entry("flow-without-factor", "incomplete", "A flow that an indicator has no factor for"),
    "CF425": Entry("bad-distribution", "error", "A distribution that contradicts itself or its number"),
    "CF426": Entry("location-fallback", "note", "A factor of another location stands in"),
    "CF427": Entry("nothing-asked", "error", "A system without activities or without demands"),
    # 43x: products that are made together, credits, loops inside a plant
    "CF430": Entry("unknown-product", "error", "A product that a document does not make"),
    "CF431": Entry("allocation-key-missing", "error", "A product does not state what a method shares by"),
    "CF432": Entry("nothing-to-allocate", "error", "Allocation where one product is made"),
    "CF433": Entry("product-id-twice", "error", "Two products of one document with one id"),
    "CF434": Entry("credits-exceed-burdens", "warning", "Declared credits are larger than all burdens"),
    "CF435": Entry("unknown-line", "error", "A line or step of the document that is not there"),
    "CF436": Entry("circular-formula", "error", "Parameters of the circular footprint formula do not fit"),
    "CF437": Entry(
        "not-a-treatment", "error", "Waste that goes to a product, or a product made of a treatment"
    ),
    "CF438": Entry("allocation-misplaced", "error", "A method of allocation that cannot stand here"),
    "CF439": Entry(
        "credit-left-open", "error", "A conservative result with a credit that leaves something open"
    ),
    # 44x: how far a result may be off
    "CF440": Entry(
        "impossible-spread", "error", "A distribution that the number it is stated for cannot have"
    ),
    "CF441": Entry("impossible-correlation", "error", "Correlations that cannot be, or of nothing"),
    "CF442": Entry("interval-in-doubt", "warning", "An interval of first order that does not hold"),
    "CF443": Entry("loop-in-draws", "warning", "A loop that uses as much as it makes in some draws"),
    "CF444": Entry("too-few-draws", "note", "Draws that leave the mean open, or samples that come again"),
    "CF445": Entry("carbon-balance", "warning", "Carbon in and carbon out do not agree"),
    "CF446": Entry("unusable-range", "error", "A range that does not say how far an amount may be off"),
    "CF447": Entry("products-not-alike", "error", "Products of different units that are compared"),
    "CF448": Entry("no-interval", "warning", "A published range that no interval can be made of"),
    "CF460": Entry("unknown-scenario", "error", "A scenario that the document does not have"),
    "CF461": Entry("change-hits-nothing", "error", "A change of a scenario that names nothing that is there"),
    "CF462": Entry("change-does-not-fit", "error", "A change of a scenario that cannot be made"),
    "CF463": Entry("scenario-loop", "error", "Scenarios that need each other"),
    "CF464": Entry("mix-does-not-sum", "error", "Weights of a mix of scenarios that do not add up to 100 %"),
    "CF465": Entry("mix-of-unlike", "error", "A mix of results in different GWP sets"),
    "CF466": Entry("changes-nothing", "warning", "A change of a scenario to what stands there already"),
    "CF470": Entry("units-not-comparable", "error", "Two products declared for things without a common unit"),
    "CF471": Entry("result-not-document", "error", "A printed result where a part document is needed"),
    "CF472": Entry("lines-alike", "note", "Lines of one name that were compared in their order"),
    # 48x: many documents at once
    "CF480": Entry("passed-over", "note", "A file or folder that holds no part document"),
    "CF481": Entry("no-part-documents", "warning", "Files or folders without any part document"),
    # 49x: what goes out of it
    "CF490": Entry("private-numbers", "error", "An export that would hold numbers of a private pack"),
    "CF491": Entry("export-incomplete", "incomplete", "An export of a system with missing lines"),
    "CF492": Entry(
        "licence-goes-along", "note", "Numbers in an export that are passed on under their licence only"
    ),
    "CF495": Entry("nothing-counted", "warning", "A total of zero that no emission stands behind"),
    "CF496": Entry(
        "later-stages-of-others", "warning", "Use or end of life that only a linked document states"
    ),
    # 5xx: factor packs of the project's own
    "CF501": Entry("bad-pack", "error", "A factor pack of the project's own that breaks a rule"),
    "CF502": Entry("implausible-factor", "warning", "A factor outside the range that published numbers span"),
    "CF503": Entry("twin-factors", "warning", "Two records of a pack that no rule tells apart"),
    "CF504": Entry("pack-past-review", "warning", "A pack past the date it was to be looked at again"),
    "CF505": Entry("lock-drift", "error", "Documents or library and the lock do not go together"),
    "CF506": Entry("bad-lock", "error", "A lock file that cannot be used"),
    "CF507": Entry("conservative", "warning", "A missing origin or route was taken at its worst"),
    "CF508": Entry(
        "packs-passed-by", "warning", "Packs of the working folder that the document does not reach"
    ),
    # 6xx: tables that come in
    "CF601": Entry("not-a-table", "error", "A file that is not the table its name says"),
    "CF602": Entry("table-locked", "error", "A workbook behind a password"),
    "CF603": Entry("unsafe-table", "error", "A table that could do harm, or far too large"),
    "CF604": Entry("sheet-unclear", "error", "The sheet to read is not named, or not there"),
    "CF605": Entry("header-unclear", "error", "The row that names the columns cannot be told"),
    "CF606": Entry("column-missing", "error", "A column that the header does not have"),
    "CF607": Entry("column-twice", "error", "Two columns of one name"),
    "CF608": Entry("hidden-cells", "error", "Hidden rows or columns, and no word whether to read them"),
    "CF609": Entry("merged-cells", "error", "Merged cells where every row needs its own"),
    "CF610": Entry("error-cell", "error", "An error of a spreadsheet where a value belongs"),
    "CF611": Entry("formula-without-value", "error", "A formula that was saved without its value"),
    "CF612": Entry("formula-value", "warning", "Values as a formula left them when the file was saved"),
    "CF613": Entry("date-in-column", "error", "A date where a number or a text belongs"),
    "CF614": Entry("number-as-text", "warning", "Numbers that are stored as text"),
    "CF615": Entry("cell-unreadable", "error", "A cell that is not the number or date that its column holds"),
    "CF616": Entry("shown-otherwise", "warning", "Numbers that a sheet shows otherwise than it stores them"),
    "CF617": Entry("ragged-row", "error", "A row with more or fewer cells than the header"),
    "CF618": Entry("delimiter-unclear", "error", "The sign between the cells cannot be told"),
    "CF619": Entry("mixed-encodings", "error", "Two encodings in one file"),
    "CF620": Entry("empty-rows", "note", "Empty rows between rows of a table"),
    "CF621": Entry("no-rows", "error", "A table with nothing in it"),
    "CF622": Entry("broken-quotes", "error", "A quote in a CSV file that is not closed, or closed too early"),
    # 63x, 64x: what rows of a table become
    "CF631": Entry("not-in-map", "error", "A text of a table that the map does not translate"),
    "CF632": Entry("row-incomplete", "error", "A row without an item, or without what every factor needs"),
    "CF633": Entry("row-refused", "error", "A row that would be a factor against the rules of packs"),
    "CF634": Entry("not-this-publisher", "error", "A file that is not the one that the publisher ships"),
    "CF635": Entry("levels-unclear", "error", "Levels of a bill of materials that make no tree"),
    "CF636": Entry("part-of-itself", "error", "An assembly that is a part of itself"),
    "CF637": Entry("two-structures", "error", "One part number with two sets of parts"),
    "CF638": Entry("map-misfit", "error", "A saved mapping that does not fit the table"),
    "CF645": Entry("row-astray", "error", "A row or column of a workbook that has no place in its document"),
    # 7xx: emission methods and sites
    "CF701": Entry("unknown-method", "error", "A method that there is not"),
    "CF702": Entry("outside-method", "error", "A number or word outside what a method is valid for"),
    "CF703": Entry("carbon-from-nothing", "error", "More carbon comes out than goes in"),
    "CF704": Entry(
        "method-without-value", "error", "The library has no value that a method needs, or several"
    ),
    "CF710": Entry(
        "no-residual-mix", "warning", "Electricity that no contract covers, without a residual mix"
    ),
    "CF711": Entry(
        "contract-not-usable", "warning", "A contract for electricity without the criteria it has to meet"
    ),
    "CF718": Entry("balance-within-tolerance", "warning", "A carbon balance below zero that counts as zero"),
    "CF726": Entry(
        "abatement-without-efficiency", "error", "Gas passes abatement, but not stated how much is destroyed"
    ),
    "CF730": Entry("spend-last-resort", "warning", "Freight by money spent, where better data may be had"),
    "CF735": Entry("balance-negative", "error", "More of a substance goes out than came in"),
    "CF736": Entry("spend-estimate", "warning", "An estimate by money, where nothing better is stated"),
    "CF737": Entry(
        "part-replaced", "error", "A part of a line that cannot be replaced: unknown, twice, or more than all"
    ),
    "CF750": Entry("not-a-site", "error", "A part where a site is needed, or a site where a part is"),
    "CF751": Entry("meters-overdrawn", "error", "Steps that take more than their meter counts"),
    "CF752": Entry("reading-gap", "incomplete", "Readings that do not cover the period"),
    "CF753": Entry("reading-outside", "error", "A reading outside the period of the document"),
    "CF754": Entry("gap-filled", "warning", "A gap between readings that was filled with the daily mean"),
    "CF755": Entry(
        "unknown-supply", "error", "A meter, utility or step that the site does not have, or several"
    ),
    "CF756": Entry(
        "site-and-step", "warning", "Energy or material that a site and a line beside it both count"
    ),
    "CF757": Entry("not-made-there", "error", "A part that its site does not list among its products"),
    "CF758": Entry("nobody-bears", "error", "A step of a site that no product passes"),
    "CF759": Entry("site-remainder", "note", "What a site emits for products without a document here"),
    "CF760": Entry("bought-from-itself", "error", "A site that lists a product of its own as an input"),
    "CF764": Entry(
        "output-carbon-fossil", "warning", "An output counted as fossil carbon beside biogenic inputs"
    ),
    # 8xx: the border adjustment mechanism
    "CF801": Entry("not-covered", "error", "A code that is no good of the border adjustment mechanism"),
    "CF802": Entry("not-a-precursor", "error", "A precursor or good that does not belong to its process"),
    "CF803": Entry(
        "attributed-below-zero", "warning", "Attributed emissions below zero, which count as zero"
    ),
    "CF804": Entry("waste-gas-from-nothing", "error", "More waste gas leaves than was produced"),
    "CF805": Entry("heat-incomplete", "error", "Heat without temperature, efficiency or emission factor"),
    "CF806": Entry("not-a-reporting-period", "error", "A period that is not a calendar year"),
    "CF807": Entry(
        "certificates-do-not-count", "warning", "Green certificates, which change no emission factor"
    ),
    "CF808": Entry(
        "default-without-country", "warning", "A default value of a precursor whose country is not stated"
    ),
    "CF809": Entry("precursor-without-value", "error", "A precursor with neither actual nor default value"),
    "CF810": Entry("values-not-verified", "warning", "Actual values of a precursor that nobody verified"),
    "CF811": Entry("not-attributed", "error", "A source stream that belongs to no process"),
    "CF812": Entry("sums-do-not-meet", "error", "Amounts of an installation that do not add up"),
    "CF813": Entry("biomass-not-zero-rated", "warning", "Biomass that counts as fossil"),
    "CF814": Entry(
        "biogenic-carbon-leaves", "warning", "Zero-rated carbon that counts as leaving with the outputs"
    ),
    "CF815": Entry("unknown-entry", "error", "A name that an installation does not have, or has twice"),
    "CF816": Entry(
        "default-not-compared", "warning", "A default value not compared with the edition in force"
    ),
    "CF817": Entry("transitional-period", "note", "A year before the definitive period"),
    "CF818": Entry("heat-not-verified", "warning", "An emission factor of bought heat that nobody verified"),
    "CF819": Entry("not-taken-off", "warning", "Heat or waste gas that leaves without being taken off"),
    "CF820": Entry("waste-gas-unproven", "warning", "Waste gas taken off that nothing says can be proven"),
    "CF821": Entry(
        "process-boundary", "warning", "Production processes drawn otherwise than the act's general rule"
    ),
    "CF822": Entry(
        "counts-for-nothing", "warning", "Goods or scrap that count for nothing, as they are written"
    ),
    "CF825": Entry("carbon-price-not-counted", "warning", "A carbon price that takes nothing off"),
    "CF826": Entry(
        "not-a-carbon-price", "error", "An offset or green certificate where a carbon price is stated"
    ),
    "CF827": Entry(
        "cost-not-compared", "incomplete", "A cost that rests on a default value nobody compared with the act"
    ),
    "CF835": Entry("form-unfit", "error", "A template that is not the blank form it should be"),
    "CF836": Entry("form-too-small", "error", "More than a form has room or words for"),
    "CF837": Entry("form-says-otherwise", "note", "What a form cannot say as the result says it"),
    "CF840": Entry(
        "not-a-template", "error", "A workbook that is not the communication template of the Commission"
    ),
    "CF841": Entry(
        "summary-differs", "warning", "A filled template that shows other results than its inputs give"
    ),
    "CF850": Entry(
        "message-refused", "error", "A message that contradicts itself, or asks for what the document has not"
    ),
    "CF851": Entry("message-incomplete", "incomplete", "Content that a message must have is not stated"),
    "CF852": Entry("message-in-doubt", "warning", "A message that holds, on a ground that should be known"),
    "CF858": Entry("report-lacks-items", "warning", "A report without all that the act asks for"),
    "CF863": Entry(
        "installation-linked", "error", "An installation of the border adjustment where a footprint is wanted"
    ),
    # 9xx: declarations of products, received and written
    "CF901": Entry("not-a-declaration", "error", "A file that is no declaration of a format that is read"),
    "CF902": Entry(
        "which-declaration", "error", "A file of several declarations, and not said which one is meant"
    ),
    "CF903": Entry("declaration-deprecated", "warning", "A declaration that its supplier has deprecated"),
    "CF904": Entry(
        "declaration-in-doubt", "warning", "A declaration that contradicts itself or a rule of its format"
    ),
    "CF905": Entry(
        "declaration-unknown-key", "warning", "A key of a declaration that its format does not have"
    ),
    "CF906": Entry(
        "declaration-lacks", "note", "What the rules of a format ask for and a declaration leaves out"
    ),
    "CF907": Entry("claim-beside", "note", "An offset or a mass balance that a declaration speaks of"),
    "CF908": Entry("result-incomplete", "error", "An incomplete result where a declaration is needed"),
    "CF911": Entry(
        "declaration-incomplete", "incomplete", "Content that a declaration must have is not stated"
    ),
    "CF912": Entry(
        "claims-beside",
        "warning",
        "A declaration that speaks of offsets or of a mass balance beside its footprint",
    ),
    "CF913": Entry(
        "declaration-replaced", "warning", "A declaration that another file of the same folder replaces"
    ),
    "CF916": Entry(
        "declaration-refused", "error", "A declaration that contradicts itself, or that its format cannot say"
    ),
    "CF917": Entry("declaration-on-a-ground", "warning", "A declaration that holds, on a ground to be known"),
    "CF918": Entry("declaration-leaves-out", "note", "A key of a declaration that nobody states a value for"),
    "CF919": Entry(
        "declaration-not-replaced", "error", "A file that a declaration would replace, and must not"
    ),
    "CF920": Entry(
        "study-report-lacks-content",
        "warning",
        "The report of a footprint study lacks content that it should have",
    ),
    "CF921": Entry(
        "cut-off-above-limit", "warning", "More of the footprint is left out than standards of exchange allow"
    ),
    "CF930": Entry("declaration-edited", "error", "A declaration of ours that was changed by hand"),
    "CF931": Entry("declaration-differs", "error", "A declaration that is not what its recipe gives today"),
    "CF932": Entry(
        "recipe-outdated", "warning", "A declaration that holds, made from what has changed since"
    ),
    "CF933": Entry("not-made-again", "note", "A declaration with a recipe that could not be followed"),
    "CF935": Entry(
        "probably-replaces", "warning", "Two declarations of one product, and no id says which replaces which"
    ),
    "CF937": Entry(
        "versions-in-doubt", "warning", "Declarations that replace each other, or one that several replace"
    ),
    "CF938": Entry(
        "no-declaration-holds", "warning", "A declaration that no longer holds, and nothing newer came"
    ),
    "CF940": Entry("over-budget", "error", "A footprint that does not keep a limit"),
    "CF941": Entry("budget-open", "incomplete", "A limit that cannot be judged, because a number is missing"),
    "CF942": Entry("not-as-expected", "error", "A footprint that is not what its document says it is"),
    "CF943": Entry("chance-only-assumed", "incomplete", "A probability that rests mostly on assumptions"),
    "CF944": Entry("idle-budget", "warning", "A budget that limits nothing, or that nothing falls under"),
    "CF945": Entry("budget-name-twice", "warning", "Two budgets of one name"),
    "CF947": Entry("baseline-unusable", "error", "A file that is no baseline, or one that does not add up"),
    # 95x: comments that accept findings
    "CF951": Entry(
        "ignore-without-reason", "error", "A comment that accepts findings without saying which, or why"
    ),
    "CF952": Entry("ignore-unknown-code", "error", "A comment that accepts a code that there is not"),
    "CF953": Entry("ignore-not-allowed", "error", "A comment that accepts an error, or something missing"),
    "CF954": Entry("ignore-unused", "warning", "A comment that accepts what nobody says"),
    "CF960": Entry("settings-unusable", "error", "A project of a batch whose settings cannot be read"),
    "CF961": Entry("worker-lost", "error", "A document that ends the process that computes it"),
    "CF962": Entry("tool-failed", "error", "A document at which carbonfoot itself fails"),
    # 965-997: programmes
    "CF965": Entry("no-such-name", "error", "A name in a programme that nothing there has, or that two have"),
    "CF966": Entry("measures-collide", "error", "Two measures that give one value different values"),
    "CF967": Entry("not-its-document", "error", "A measure on a document that its member does not have"),
    "CF968": Entry("idle-measure", "warning", "A measure that moves no product"),
    "CF969": Entry("replaced-twice", "error", "Two measures that replace the same equipment"),
    "CF970": Entry("volume-missing", "error", "A product without a volume, or with one that others exceed"),
    "CF971": Entry("year-not-covered", "error", "A year that a programme does not have, or says nothing of"),
    "CF972": Entry("measure-adds", "warning", "A measure that makes a product heavier"),
    "CF973": Entry("no-rate", "error", "Money in a currency for which no rate is stated"),
    "CF974": Entry("over-funded", "error", "A measure that receives more than it costs"),
    "CF975": Entry("paid-twice", "error", "Money that is handed on more than once"),
    "CF976": Entry(
        "wrong-hands", "error", "Money that somebody pays out who never had it, or for another's measure"
    ),
    "CF977": Entry("paid-on-early", "error", "Money that is handed on before it was received"),
    "CF978": Entry(
        "circular-funding", "error", "Money that is made of itself, or support that returns to its giver"
    ),
    "CF979": Entry("pays-itself", "error", "A payment from a member to itself"),
    "CF980": Entry(
        "money-not-counted", "error", "Money in a programme that does not say how money is counted"
    ),
    "CF981": Entry(
        "credit-incomplete", "error", "A credit without the serials or the period that it must have"
    ),
    "CF982": Entry(
        "credit-too-large", "error", "A credit of more than its baseline less project less leakage"
    ),
    "CF983": Entry(
        "credit-serials", "error", "Serials of credits that overlap, or are not as many as the tonnes"
    ),
    "CF984": Entry(
        "credit-used-twice", "error", "More of a credit is used than there is, or by one who has none"
    ),
    "CF985": Entry(
        "double-claim", "warning", "A tonne that is a credit of one and a lower footprint of another"
    ),
    "CF986": Entry(
        "credit-unlike-measure", "warning", "A credit of more than its measure avoids in that time"
    ),
    "CF987": Entry("number-without-source", "error", "A number of a technology card that names no source"),
    "CF988": Entry(
        "technology-finds-nothing", "error", "A technology that finds nothing to change in a document"
    ),
    "CF989": Entry("technology-asks", "error", "A technology that needs an answer which no source gives"),
    "CF990": Entry("cards-refused", "error", "A pack of technology cards that cannot be shared or taken in"),
    "CF991": Entry(
        "technology-alone", "warning", "A technology with which other steps of a plant change too"
    ),
    "CF994": Entry("target-past", "error", "A target of a year that is past, or after the programme"),
    "CF995": Entry("target-missed", "error", "A target that the programme does not keep"),
    "CF996": Entry("target-rises", "warning", "A target that allows more in a later year"),
    "CF997": Entry(
        "target-open", "incomplete", "A target that cannot be judged, because a number is missing"
    ),
    "CF998": Entry(
        "certificates-not-told", "warning", "Years in which the cost of certificates cannot be told"
    ),
}
