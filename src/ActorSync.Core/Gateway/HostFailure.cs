namespace ActorSync.Core.Gateway;

/// <summary>Why a host's circuit counts an attempt as failed.</summary>
/// <param name="Kind">What kind of failure it is.</param>
/// <param name="Reason">What happened, for a person.</param>
public sealed record HostFailure(TransientKind Kind, string Reason);
