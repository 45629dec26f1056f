import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.service.crl.OnlineCRLSource;
import eu.europa.esig.dss.service.http.commons.CommonsDataLoader;
import eu.europa.esig.dss.service.http.commons.OCSPDataLoader;
import eu.europa.esig.dss.service.ocsp.OnlineOCSPSource;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.aia.DefaultAIASource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Prints one line of tab-separated facts per signature: file, format, indication, sub-indication, later changes found, what is wrong, what is
 * remarked, time-stamps. A file after a plus sign may be asked about over the network; else revocation may come from the file alone.
 */
public class Validate {
  private static String messages(List<Message> messages) {
    return messages.stream().map(Message::getValue).collect(Collectors.joining(" "));
  }

  private static String changes(SignatureWrapper signature) {
    return signature.getPdfUndefinedChanges().stream()
        .map(change -> change.getAction() + " " + change.getValue() + " " + change.getType())
        .collect(Collectors.joining(", "));
  }

  private static CommonCertificateVerifier verifier(CommonTrustedCertificateSource trusted, boolean online) {
    var verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(trusted);
    if (online) {
      verifier.setAIASource(new DefaultAIASource(new CommonsDataLoader()));
      verifier.setOcspSource(new OnlineOCSPSource(new OCSPDataLoader()));
      verifier.setCrlSource(new OnlineCRLSource(new CommonsDataLoader()));
    }
    return verifier;
  }

  private static String judge(String argument, CommonTrustedCertificateSource trusted) {
    boolean online = argument.startsWith("+");
    String path = online ? argument.substring(1) : argument;
    var lines = new StringBuilder();
    var validator = SignedDocumentValidator.fromDocument(new FileDocument(path));
    validator.setCertificateVerifier(verifier(trusted, online));
    var reports = validator.validateDocument();
    SimpleReport simple = reports.getSimpleReport();
    DiagnosticData facts = reports.getDiagnosticData();
    for (String id : simple.getSignatureIdList()) {
      SignatureWrapper signature = facts.getSignatureById(id);
      String stamps = signature.getTimestampList().stream()
          .map(stamp -> stamp.getType() + " " + simple.getIndication(stamp.getId()))
          .collect(Collectors.joining(", "));
      lines.append(String.join("\t",
          path,
          String.valueOf(simple.getSignatureFormat(id)),
          String.valueOf(simple.getIndication(id)),
          String.valueOf(simple.getSubIndication(id)),
          changes(signature),
          messages(simple.getAdESValidationErrors(id)),
          messages(simple.getAdESValidationWarnings(id)),
          stamps)).append('\n');
    }
    return lines.toString();
  }

  public static void main(String[] arguments) throws Exception {
    var trusted = new CommonTrustedCertificateSource();
    trusted.addCertificate(DSSUtils.loadCertificate(new File(arguments[0])));
    var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
      var thread = new Thread(work);
      thread.setDaemon(true);
      return thread;
    });
    List<Callable<String>> tasks = Arrays.asList(arguments).subList(1, arguments.length).stream()
        .map(argument -> (Callable<String>) () -> judge(argument, trusted))
        .collect(Collectors.toList());
    for (Future<String> answer : workers.invokeAll(tasks)) System.out.print(answer.get());
  }
}
