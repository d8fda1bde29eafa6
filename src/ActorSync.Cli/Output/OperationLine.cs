using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Cli.Output;

/// <summary>One operation as a line of a diff: <c>+</c> comes, <c>~</c> changes, <c>-</c> goes.</summary>
internal static class OperationLine
{
    /// <summary>Writes the line.</summary>
    public static void Write(ReportWriter report, Operation operation, TargetTaxonomy? taxonomy)
    {
        var (sign, tone) = operation switch
        {
            Operation.GrantSkill or Operation.SetCertification { From: null } => ("+", Tone.Good),
            Operation.RateSkill or Operation.SetCertification => ("~", Tone.Attention),
            _ => ("-", Tone.Bad),
        };

        report.Write($"  {sign} {Text(operation, taxonomy)}", tone);
        if (Cause(operation) is { } cause)
        {
            report.Write($"  ({cause})", Tone.Faint);
        }

        report.EndLine();
    }

    /// <summary>The operation without its sign and cause: name and values.</summary>
    public static string Text(Operation operation, TargetTaxonomy? taxonomy)
    {
        return operation switch
        {
            Operation.GrantSkill grant => $"{Skill(grant.Skill)} {grant.Level}",
            Operation.RateSkill rate => $"{Skill(rate.Skill)} {rate.From} → {rate.To}",
            Operation.RevokeSkill revoke => $"{Skill(revoke.Skill)} {revoke.From}",
            Operation.SetCertification { From: null } set => Certification(set.Certification) + Until(set.To),
            Operation.SetCertification set => Moved(set.Certification, set.From!.Value, set.To),
            Operation.EndCertification { To.ExpiresOn: null } end => Certification(end.Certification) + Until(end.From),
            Operation.EndCertification end => Moved(end.Certification, end.From, end.To),
            _ => throw new InvalidOperationException($"Unknown operation {operation.GetType().Name}."),
        };

        string Skill(SkillId id) => taxonomy?.NameOf(id)?.Value ?? id.Value;
        string Certification(CertificationId id) => taxonomy?.NameOf(id)?.Value ?? id.Value;
        string Moved(CertificationId id, HeldCertification from, HeldCertification to) =>
            from.ExpiresOn == to.ExpiresOn
                ? $"{Certification(id)} issued {Date(from.IssuedOn)} → {Date(to.IssuedOn)}"
                : $"{Certification(id)} until {Date(from.ExpiresOn)} → {Date(to.ExpiresOn)}";
    }

    private static string Until(HeldCertification held) => held.ExpiresOn is { } expiry ? $" until {Figures.Exact(expiry)}" : string.Empty;

    private static string Date(NodaTime.Instant? instant) => instant is { } known ? Figures.Exact(known) : "no date";

    private static string? Cause(Operation operation)
    {
        var cause = operation.Cause switch
        {
            OperationCause.Stated => null,
            OperationCause.Scheduled => "its day has come",
            OperationCause.Zero => "level 0 asks for removal",
            OperationCause.NoLongerStated => "no longer stated",
            OperationCause.Terminated => "has left",
            OperationCause.Absent => "missing from a full file",
            OperationCause.Expired => "ended by its date",
            OperationCause.Lapsed => "lapsed",
            OperationCause.Renewed => "renewed",
            OperationCause.Undone => "undone",
            _ => throw new InvalidOperationException($"Unknown cause {operation.Cause}."),
        };
        var isGate = operation is Operation.GrantSkill { IsGate: true } or Operation.RateSkill { IsGate: true } or Operation.RevokeSkill { IsGate: true };

        return (isGate, cause) switch
        {
            (true, null) => "gate of a certification",
            (true, _) => "gate of a certification, " + cause,
            _ => cause,
        };
    }
}
