namespace ActorSync.Engine.Hosting.Options;

/// <summary>Which API the target speaks (<c>Target:Dialect</c>).</summary>
public enum TargetDialect
{
    /// <summary>The API of the founding guide: certifications are objects with dates, levels are integers.</summary>
    Guide,

    /// <summary>The public Genesys Cloud Platform API: certifications are bare names, levels are decimals.</summary>
    Genesys,
}
