using ActorSync.Cli.Output;
using ActorSync.Core.Leases;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Cli.Doctor;

/// <summary>Checks what lies on this machine: configuration, state and journal.</summary>
internal static class LocalExamination
{
    private const string StateName = "state directory";

    /// <summary>A configuration that cannot be used: a line per error.</summary>
    public static IEnumerable<DoctorCheck> Refused(ConfigurationResult.Refused refused) =>
        refused.Errors.Select(error => DoctorCheck.Unusable("configuration", error.ToString(), "Correct it; nothing else was checked."));

    /// <summary>Where the configuration is from, and what is doubtful in it.</summary>
    public static IEnumerable<DoctorCheck> Configuration(ConfigurationResult.Loaded loaded)
    {
        var options = loaded.Options;
        var where = loaded.Origins.File ?? "no file: defaults, environment and command line";
        var declared = $"{Figures.Count(options.Taxonomy.Skills.Length, "skill", "skills")} "
            + $"and {Figures.Count(options.Taxonomy.Certifications.Length, "certification", "certifications")} declared";
        yield return options.Taxonomy.Skills.IsEmpty && options.Taxonomy.Certifications.IsEmpty
            ? DoctorCheck.Warning("configuration", $"{where}; nothing is declared, so that every item of a source is rejected.", "Write down what to manage: actorsync taxonomy import")
            : DoctorCheck.Ok("configuration", $"{where}; {declared}.");
        foreach (var warning in loaded.Warnings)
        {
            yield return DoctorCheck.Warning("configuration", warning.ToString(), remedy: null); // It says itself what to do.
        }
    }

    /// <summary>Certifications whose end routing would not see.</summary>
    public static IEnumerable<DoctorCheck> Gates(ActorSyncOptions options)
    {
        if (options.Target.Dialect == TargetDialect.Guide)
        {
            yield break;
        }

        string[] bare = [.. options.Taxonomy.Certifications.Where(each => each is { Managed: true, Gate: null }).Select(each => each.Name.Value)];
        if (bare.Length > 0)
        {
            yield return DoctorCheck.Warning(
                "gating skills",
                $"Routing does not see the expiry of {string.Join(", ", bare)}: on Genesys a certification is a name on the profile alone.",
                "Declare a gatingSkill for each whose end routing must respect.");
        }
    }

    /// <summary>Whether state can be kept.</summary>
    public static DoctorCheck State(StateDirectory state)
    {
        try
        {
            state.CheckUsable(writes: true);
            state.Check();
            return DoctorCheck.Ok(StateName, state.Exists ? $"{state.FullPath} is there and can be written." : $"{state.FullPath} will be made by the first run.");
        }
        catch (StateUnusableException unusable)
        {
            return DoctorCheck.Unusable(StateName, unusable.Problem, unusable.Remedy);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var unusable = state.Unusable(exception);
            return DoctorCheck.Unusable(StateName, unusable.Problem, unusable.Remedy);
        }
        catch (StateMismatchException mismatch)
        {
            return DoctorCheck.Unusable(StateName, mismatch.Message, remedy: null); // The message ends with it.
        }
    }

    /// <summary>What the journal says.</summary>
    /// <param name="history">The runs.</param>
    /// <param name="pausedUntil">When the target's pause ends before which nothing can go on, or null.</param>
    /// <param name="writer">The process that writes, or did last; null where there is none or nobody knows.</param>
    public static DoctorCheck Journal(RunHistory history, Instant? pausedUntil, WriterStanding? writer)
    {
        var held = writer is { State: not WriterState.Gone } ? $" {writer}" : string.Empty;
        return history.Open is { } open
            ? writer is { IsAtWorkOnRun: true, Owner: var owner }
            ? DoctorCheck.Ok("journal", $"Run {open.Id} is under way: process {owner.ProcessId} on host {owner.Host} is at work on it.{held}")
            : DoctorCheck.Warning(
                "journal",
                $"Run {open.Id} is open, and no other can begin{(pausedUntil is { } until ? $"; the target's pause keeps it back until {InstantText.At(until)}" : "")}.{held}",
                $"actorsync resume{(pausedUntil is null ? "" : " after that instant")}, or actorsync runs abandon {open.Id}")
            : DoctorCheck.Ok("journal", (history.Latest is { } latest ? $"{Figures.Count(history.Runs.Count, "run", "runs")}, the latest {latest.Id}; none is open." : "No run yet.") + held);
    }

    /// <summary>What the target lacks of what is declared.</summary>
    public static DoctorCheck Taxonomy(TargetTaxonomy taxonomy, int ambiguous)
    {
        var declared = taxonomy.Declared;
        string[] lacking =
        [
            .. declared.Skills.Where(skill => !taxonomy.Skills.ContainsKey(skill.Name)).Select(skill => skill.Name.Value),
            .. declared.Certifications.Where(each => !taxonomy.Certifications.ContainsKey(each.Name)).Select(each => each.Name.Value),
        ];
        var otherwise = ambiguous > 0 ? $" ({ambiguous} of them for another reason than being missing)" : string.Empty;
        var named = string.Join(", ", lacking.Take(10)) + (lacking.Length > 10 ? " …" : string.Empty);
        return lacking.Length == 0
            ? DoctorCheck.Ok("taxonomy", "The target has everything that is declared.")
            : DoctorCheck.Warning(
                "taxonomy",
                $"The target lacks {Figures.Count(lacking.Length, "declared name", "declared names")}{otherwise}: {named}. Items that name them are rejected.",
                "actorsync taxonomy plan shows them, actorsync taxonomy apply creates them.");
    }
}
