package dev.landfall.connectors.graph;

import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Object types and attributes of the Entra connector space. The service offers no schema to read,
 * so the names are those that the shipped rules use.
 */
final class EntraSchema {
  private static final String KEYS =
      "cloudAnchor cloudSourceAnchor sourceAnchor cloudMastered:b displayName description alias mail"
          + " proxyAddresses:m onPremiseSecurityIdentifier:y onPremisesSecurityIdentifier"
          + " onPremisesSamAccountName onPremisesDistinguishedName netBiosName dnsDomainName"
          + " commonName info legacyExchangeDN extensionAttribute1 extensionAttribute2"
          + " extensionAttribute3 extensionAttribute4 extensionAttribute5 extensionAttribute6"
          + " extensionAttribute7 extensionAttribute8 extensionAttribute9 extensionAttribute10"
          + " extensionAttribute11 extensionAttribute12 extensionAttribute13 extensionAttribute14"
          + " extensionAttribute15 msDsHabSeniorityIndex:n msDsPhoneticDisplayName"
          + " msExchHideFromAddressLists:b msExchRecipientDisplayType:n"
          + " msExchRecipientTypeDetails:n msExchRequireAuthToSendTo:b msExchModerationFlags:n"
          + " msExchSenderHintTranslations:m msExchLitigationHoldDate msExchLitigationHoldOwner"
          + " msExchRetentionComment msExchRetentionUrl";
  private static final String PERSON =
      " city company country countryCode:n countryLetterCode department facsimileTelephoneNumber"
          + " givenName homePhone initials ipPhone manager:r middleName mobile"
          + " otherFacsimileTelephoneNumber:m otherHomePhone:m otherIpPhone:m otherMobile:m"
          + " otherPager:m otherTelephone:m pager physicalDeliveryOfficeName postOfficeBox:m"
          + " postalCode state streetAddress surname targetAddress telephoneAssistant"
          + " telephoneNumber thumbnailPhoto:y title url:m userCertificate:ym"
          + " userSMIMECertificate:ym wWWHomePage msExchAssistantName msExchBlockedSendersHash:y"
          + " msExchSafeRecipientsHash:y msExchSafeSendersHash:y";
  private static final String USER =
      " accountEnabled:b userPrincipalName onPremisesUserPrincipalName preferredLanguage"
          + " usageLocation userType employeeId employeeType lastPasswordChangeTimestamp"
          + " msExchArchiveGuid:y msExchArchiveName:m msExchMailboxGuid:y msExchImmutableId"
          + " msExchRemoteRecipientType:n msExchElcMailboxFlags:n msExchResourceCapacity:n"
          + " msExchResourceDisplay msExchUserHoldPolicies:m msRtcSipApplicationOptions:n"
          + " msRtcSipDeploymentLocator msRtcSipLine msRtcSipOptionFlags:n msRtcSipOwnerUrn"
          + " msRtcSipPrimaryUserAddress msRtcSipUserEnabled:b cloudLegacyExchangeDN"
          + " cloudMSExchRecipientDisplayType:n cloudMSExchArchiveStatus:n"
          + " cloudMSExchUCVoiceMailSettings:m";
  private static final String GROUP =
      " member:rm securityEnabled:b mailEnabled:b targetWritebackType reasonFiltered"
          + " hideDLMembership:b msExchEnableModeration:b msOrgIsOrganizational:b"
          + " oOFReplyToOriginator:b reportToOriginator:b reportToOwner:b";
  private static final String DEVICE =
      "cloudAnchor cloudSourceAnchor sourceAnchor cloudMastered:b accountEnabled:b deviceId"
          + " deviceOSType deviceOSVersion deviceTrustType displayName"
          + " onPremiseSecurityIdentifier:y userCertificate:ym";

  private EntraSchema() {}

  static Schema schema() {
    return Schema.of(
        Set.of(
            objectClass("user", KEYS + PERSON + USER),
            objectClass("contact", KEYS + PERSON),
            objectClass("group", KEYS + GROUP),
            objectClass("device", DEVICE)));
  }

  // "name:flags": b boolean, n number, y binary, r reference, m multi-valued.
  private static ObjectClass objectClass(String name, String attributes) {
    Map<AttributeName, AttributeDefinition> definitions = new TreeMap<>();
    for (String entry : attributes.split(" ", -1)) {
      int colon = entry.indexOf(':');
      String flags = colon < 0 ? "" : entry.substring(colon + 1);
      AttributeName attribute = AttributeName.of(colon < 0 ? entry : entry.substring(0, colon));
      definitions.put(
          attribute, new AttributeDefinition(attribute, type(flags), flags.contains("m"), false));
    }
    return new ObjectClass(name, definitions);
  }

  private static AttributeType type(String flags) {
    if (flags.contains("b")) {
      return AttributeType.BOOLEAN;
    }
    if (flags.contains("n")) {
      return AttributeType.NUMBER;
    }
    if (flags.contains("y")) {
      return AttributeType.BINARY;
    }
    return flags.contains("r") ? AttributeType.REFERENCE : AttributeType.TEXT;
  }
}
