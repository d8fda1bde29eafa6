namespace ActorSync.Engine.Hosting.Options;

/// <summary>Whether a run reads the target or trusts what earlier runs learnt (<c>Target:Observe</c>).</summary>
public enum ObserveMode
{
    /// <summary>Each run reads the target.</summary>
    Always,

    /// <summary>The ledger is trusted up to <see cref="TargetOptions.CacheMaxAge"/>.</summary>
    Cached,
}
