/// Reports and comparisons as PDF: PDF/A-3a with the canonical JSON inside, tagged as PDF/UA-1
/// asks.
///
/// OpenPDF writes the file and embeds the fonts; it tags nothing of what its own layout sets. So
/// the layout is here:
/// - [dev.palisade.render.pdf.TaggedDocument]: pages, structure elements, marked content, links,
///   bookmarks, footers, metadata
/// - [dev.palisade.render.pdf.LineBreaker]: runs of text into lines of a width
/// - [dev.palisade.render.pdf.Flow]: blocks one under the other, over pages
/// - [dev.palisade.render.pdf.Table]: rows over pages, header repeated
/// - [dev.palisade.render.pdf.ReportPdf], [dev.palisade.render.pdf.ComparisonPdf]: what stands in
///   the documents
///
/// Words, colours and sizes come from `report-templates/`.
@NullMarked
package dev.palisade.render.pdf;

import org.jspecify.annotations.NullMarked;
