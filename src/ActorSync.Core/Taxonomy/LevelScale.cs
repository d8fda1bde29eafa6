namespace ActorSync.Core.Taxonomy;

/// <summary>Which levels a target accepts.</summary>
public enum LevelScale
{
    /// <summary>Integers 1 to 5.</summary>
    IntegersOneToFive,

    /// <summary>Decimals above 0.0 up to 5.0; 0.0 is a legal rating on the target but cannot be asked for.</summary>
    DecimalsZeroToFive,
}
