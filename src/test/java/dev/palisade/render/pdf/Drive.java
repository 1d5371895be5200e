package dev.palisade.render.pdf;
import dev.palisade.compliance.report.SomeReport;
import dev.palisade.render.json.*;
import java.io.*; import java.nio.file.*;
public class Drive { public static void main(String[] a) throws Exception {
  var r = a[1].equals("1") ? SomeReport.withOneOfEverything() : SomeReport.withFindings(Integer.parseInt(a[1]));
  for (int i=0;i<2;i++){ long t=System.nanoTime(); var o=new ByteArrayOutputStream(); ReportPdf.write(r, ReportJson.bytes(r), o); System.out.println(o.size()+" bytes "+(System.nanoTime()-t)/1000000+" ms"); Files.write(Path.of(a[0]), o.toByteArray()); }
  if (a.length<3) PdfRules.broken(Files.readAllBytes(Path.of(a[0]))).forEach(System.out::println);
  if (a[1].equals("1")) { var o=new ByteArrayOutputStream(); ComparisonPdf.write(SomeReport.changes(), ComparisonJson.bytes(SomeReport.changes()), o); Files.write(Path.of(a[0]+".cmp.pdf"), o.toByteArray()); PdfRules.broken(o.toByteArray()).forEach(System.out::println);}
}}
