import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Prints one line of tab-separated facts per signature: file, format, indication, sub-indication, later changes found, what is wrong. */
public class Validate {
  private static String messages(List<Message> messages) {
    return messages.stream().map(Message::getValue).collect(Collectors.joining(" "));
  }

  private static String changes(SignatureWrapper signature) {
    return signature.getPdfUndefinedChanges().stream()
        .map(change -> change.getAction() + " " + change.getValue() + " " + change.getType())
        .collect(Collectors.joining(", "));
  }

  public static void main(String[] arguments) {
    var trusted = new CommonTrustedCertificateSource();
    trusted.addCertificate(DSSUtils.loadCertificate(new File(arguments[0])));
    for (String path : Arrays.asList(arguments).subList(1, arguments.length)) {
      var verifier = new CommonCertificateVerifier();
      verifier.setTrustedCertSources(trusted);
      var validator = SignedDocumentValidator.fromDocument(new FileDocument(path));
      validator.setCertificateVerifier(verifier);
      var reports = validator.validateDocument();
      SimpleReport simple = reports.getSimpleReport();
      DiagnosticData facts = reports.getDiagnosticData();
      for (String id : simple.getSignatureIdList()) {
        SignatureWrapper signature = facts.getSignatureById(id);
        System.out.println(String.join("\t",
            path,
            String.valueOf(simple.getSignatureFormat(id)),
            String.valueOf(simple.getIndication(id)),
            String.valueOf(simple.getSubIndication(id)),
            changes(signature),
            messages(simple.getAdESValidationErrors(id)),
            messages(simple.getAdESValidationWarnings(id))));
      }
    }
  }
}
