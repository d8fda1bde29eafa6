namespace ActorSync.Core.Taxonomy;

/// <summary>One thing that is wrong with a declared taxonomy, told of the declaration where it can be mended.</summary>
/// <param name="List">Whether <paramref name="Index"/> counts skills or certifications.</param>
/// <param name="Index">The place in the declared order, from 0.</param>
/// <param name="Member">The member of the declaration: <c>name</c>, <c>parent</c>, <c>defaultLevel</c>, <c>gatingSkill:name</c> or <c>gatingSkill:level</c>.</param>
/// <param name="What">What is wrong, as a sentence.</param>
/// <param name="Allowed">What would be right.</param>
/// <param name="Nearest">The declared name that was probably meant, or null.</param>
public sealed record TaxonomyFlaw(TaxonomyList List, int Index, string Member, string What, string Allowed, string? Nearest = null);
