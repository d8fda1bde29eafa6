using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>A certification that ActorSync added for a source, with the dates it wrote last.</summary>
public readonly record struct OwnedCertification(SourceName Source, CertificationId Certification, HeldCertification Written);
