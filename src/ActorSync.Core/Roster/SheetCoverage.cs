using ActorSync.Core.Policies;

namespace ActorSync.Core.Roster;

/// <summary>Which kinds of sheets a run was given, and what that implies of people without rows.</summary>
internal sealed class SheetCoverage(SourceMode mode)
{
    private readonly HashSet<SheetKind> _given = [];

    /// <summary>Whether only people of the person sheet exist.</summary>
    public bool PersonSheetDefines => mode == SourceMode.Full && _given.Contains(SheetKind.Person);

    /// <summary>Whether a person without rows in the skill sheets has no skills.</summary>
    public bool ImpliesSkills => mode == SourceMode.Full && _given.Contains(SheetKind.Skill);

    /// <summary>Whether a person without rows in the certification sheets has no certifications.</summary>
    public bool ImpliesCertifications => mode == SourceMode.Full && _given.Contains(SheetKind.Certification);

    public void Add(SheetKind kind) => _given.Add(kind);
}
