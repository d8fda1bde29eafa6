using ActorSync.Core.Policies;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Roster;

/// <summary>What the words of a roster mean: the declared names, the target's levels, and the source's zone, mode and habits.</summary>
/// <param name="Taxonomy">The declared skills and certifications.</param>
/// <param name="Scale">Which levels the target accepts.</param>
/// <param name="Gated">Whether certifications are projected by gating skills; then a row that names one is rejected.</param>
/// <param name="Mode">Whether the files state some people or everybody.</param>
/// <param name="Zone">The zone of dates without offset.</param>
/// <param name="DecimalSeparator">The declared culture's decimal separator, or a point.</param>
/// <param name="Dates">What is declared about dates that are not ISO.</param>
public sealed record RosterContext(
    DeclaredTaxonomy Taxonomy,
    LevelScale Scale,
    bool Gated,
    SourceMode Mode,
    DateTimeZone Zone,
    char DecimalSeparator,
    DateReading Dates);
