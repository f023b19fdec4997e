package dev.landfall.core.directory;

import java.util.List;
import java.util.Optional;

/**
 * What a domain controller says of itself, its schema and its forest.
 *
 * @param server host and port talked to
 * @param domain DNS name of the domain
 * @param netBiosName NetBIOS name of the domain
 * @param defaultNamingContext DN of the domain
 * @param forest DNS name of the forest
 * @param schemaVersion {@code objectVersion} of the schema; 87 is Windows Server 2016
 * @param stamp the attribute {@code msDS-ExternalDirectoryObjectId}, if the schema has it
 * @param stampAllowedOnGroup whether class {@code group} may hold it
 * @param globalCatalogReady whether the global catalog answers and is ready
 * @param recycleBin whether the recycle bin is enabled
 * @param domainControllers operating systems of the domain controllers
 */
public record DirectoryFacts(
    String server,
    String domain,
    String netBiosName,
    String defaultNamingContext,
    String forest,
    int schemaVersion,
    Optional<StampAttribute> stamp,
    boolean stampAllowedOnGroup,
    boolean globalCatalogReady,
    boolean recycleBin,
    List<DomainController> domainControllers) {

  public DirectoryFacts {
    domainControllers = List.copyOf(domainControllers);
  }

  /** The schema object of {@code msDS-ExternalDirectoryObjectId}. */
  public record StampAttribute(
      String attributeId, String attributeSyntax, boolean singleValued, boolean inGlobalCatalog) {}

  /** A domain controller with the text of {@code operatingSystemVersion}, possibly empty. */
  public record DomainController(String dn, String operatingSystem, String version) {}
}
