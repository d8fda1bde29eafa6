using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Dialects;

/// <summary>A certification as the target lists it.</summary>
public sealed record ListedCertification(CertificationId Id, string Name, string? Description, int ValidityInDays);
