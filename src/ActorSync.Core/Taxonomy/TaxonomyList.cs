namespace ActorSync.Core.Taxonomy;

/// <summary>The two lists of a declared taxonomy.</summary>
public enum TaxonomyList
{
    /// <summary>The declared skills.</summary>
    Skills,

    /// <summary>The declared certifications.</summary>
    Certifications,
}
