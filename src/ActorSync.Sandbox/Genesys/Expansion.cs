using System.Collections.Frozen;
using ActorSync.Sandbox.Http;

namespace ActorSync.Sandbox.Genesys;

/// <summary>Which fields of a user were asked for beyond the plain ones.</summary>
internal readonly record struct Expansion(bool Skills, bool Certifications, bool EmployerInfo)
{
    public static readonly Expansion None = new(false, false, false);

    /// <summary>What the platform can expand; the sandbox has three of them, and delivers no others.</summary>
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
    [
        "skills", "certifications", "employerInfo", "routingStatus", "presence", "integrationPresence", "conversationSummary", "outOfOffice",
        "geolocation", "station", "authorization", "lasttokenissued", "authorization.unusedRoles", "team", "workPlanBidRanks", "externalContactsSettings",
        "groups", "profileSkills", "biography", "locations", "languages", "languagePreference", "customAttributes", "dateLastLogin",
    ]);

    /// <summary>Reads <c>expand</c> from the query; null and a problem where a name is not known.</summary>
    public static Expansion? Of(Call call, out Problem? problem)
    {
        problem = null;
        var expansion = None;
        foreach (var name in call.QueryList("expand"))
        {
            if (!Known.Contains(name))
            {
                problem = Problem.BadRequest($"'{name}' cannot be expanded.") with { Field = "expand" };
                return null;
            }

            expansion = name switch
            {
                "skills" => expansion with { Skills = true },
                "certifications" => expansion with { Certifications = true },
                "employerInfo" => expansion with { EmployerInfo = true },
                _ => expansion,
            };
        }

        return expansion;
    }
}
