// Holds validation reports against the schema of ETSI TS 119 102-2 that comes with DSS.
// java -cp LIB/* CheckReport.java FILE… : one line per file, “FILE<tab>” and what is wrong, if anything.

import eu.europa.esig.validationreport.ValidationReportUtils;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;

public class CheckReport {
  public static void main(String[] files) throws Exception {
    List<Source> sources = new ArrayList<>(ValidationReportUtils.getInstance().getXSDSources());
    // The last one is the report's own, of a later version with another namespace.
    sources.set(
        sources.size() - 1,
        new StreamSource(ValidationReportUtils.class.getResourceAsStream("/xsd/TS119102-2-v122.xsd")));
    Schema schema =
        SchemaFactory.newInstance("http://www.w3.org/2001/XMLSchema").newSchema(sources.toArray(new Source[0]));
    for (String file : files) {
      String wrong = "";
      try {
        schema.newValidator().validate(new StreamSource(new File(file)));
      } catch (Exception error) {
        wrong = String.valueOf(error.getMessage()).replaceAll("\\s+", " ");
      }
      System.out.println(file + "\t" + wrong);
    }
  }
}
