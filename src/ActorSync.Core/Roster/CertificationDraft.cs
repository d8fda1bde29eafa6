using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>A certification as read, before its column has told how its dates are to be read.</summary>
internal readonly record struct CertificationDraft(
    DeclaredCertification Certification, RosterDate IssuedOn, RosterDate ExpiresOn, Renewal Renewal);
