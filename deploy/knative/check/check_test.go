package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is shipped is right, in each of its forms.
func TestTheOverlaysAreAsKnativeAndRunnelWantThem(t *testing.T) {
	for _, directory := range []string{"../base", "../overlays/dev", "../overlays/prod"} {
		var out, problems bytes.Buffer
		if status := run([]string{directory}, &out, &problems); status != 0 || problems.Len() > 0 {
			t.Errorf("status %d: %s", status, problems.String())
		}
	}
}

const (
	container = "/spec/template/spec/containers/0"
	security  = container + "/securityContext"
	notes     = "/spec/template/metadata/annotations/autoscaling.knative.dev~1"
)

// The check is worth something: whatever is made wrong in what is shipped, it finds.
func TestWhatIsWrongIsFound(t *testing.T) {
	for _, wrong := range []struct{ name, operation, found string }{
		// by the strict reading
		{"unknown key", add("/spec/template/spec/timeoutSecond", "5"), `unknown field "spec.template.spec.timeoutSecond"`},
		{"key in other case", add("/spec/template/spec/TimeoutSeconds", "5"), `unknown field "spec.template.spec.TimeoutSeconds"`},
		{"unknown key of a container", add(container+"/image_pull_policy", "Always"), "unknown field"},
		{"text for a number", add("/spec/template/spec/timeoutSeconds", `"600"`), "cannot unmarshal string"},
		{"no such kind", "{op: replace, path: /kind, value: Servise}", "allowed is serving.knative.dev/v1, Kind=Service"},
		// by Knative's validation
		{"above the cluster's limit", add("/spec/template/spec/timeoutSeconds", "601"), "expected 0 <= 601 <= 600"},
		{"first byte after the end", add("/spec/template/spec/responseStartTimeoutSeconds", "601"), "responseStartTimeoutSeconds"},
		{"idle for longer than all", add("/spec/template/spec/idleTimeoutSeconds", "601"), "idleTimeoutSeconds"},
		{"negative concurrency", add("/spec/template/spec/containerConcurrency", "-1"), "expected 0 <= -1"},
		{"a key that Knative forbids", add(container+"/lifecycle", "{}"), "must not set the field(s)"},
		{"unknown port name", add(container+"/ports/0/name", "http"), "Port name http is not allowed"},
		{"scaling of all", add("/metadata/annotations", `{autoscaling.knative.dev/min-scale: "1"}`), "must be put under"},
		{"unknown metric", add(notes+"metric", "streams"), "metric"},
		{"minimum above the maximum", add(notes+"min-scale", `"21"`), "max-scale=20 is less than min-scale=21"},
		{"a delay that is none", add(notes+"scale-down-delay", "soon"), "scale-down-delay"},
		{"utilization beyond all", add(notes+"target-utilization-percentage", `"101"`), "target-utilization-percentage"},
		{"a probe of two kinds", add(container+"/readinessProbe/tcpSocket", "{port: 1}"), "expected exactly one, got both"},
		{"a variable of Knative's own", add(container+"/env/-", `{name: PORT, value: "1"}`), `"PORT" is a reserved`},
		{"no image", "{op: remove, path: " + container + "/image}", "missing field(s)"},
		{"an image that is none", add(container+"/image", "Runnel:1:2"), "Failed to parse image reference"},
		{"an insecure container", "{op: remove, path: " + security + "/capabilities}", "insecure"},
		// by what Knative would pass over
		{"an annotation that there is none of", add(notes+"maxscale", `"1"`), "/maxscale, which Knative does not"},
		{"a label in the wrong place", add("/spec/template/metadata/labels", "{networking.knative.dev/visibility: cluster-local}"),
			"spec.template.metadata has"},
		{"no such visibility", add("/metadata/labels/networking.knative.dev~1visibility", "private"), "open to the world"},
		// by what Runnel needs of it
		{"a run that would be cut", env("RUNNEL_HTTP_MAX_RUN_TIME", "590s"), "would be cut by timeoutSeconds; allowed is 9m25s"},
		{"a run of no time", env("RUNNEL_HTTP_MAX_RUN_TIME", "long"), "must be a duration such as 15s"},
		{"a heart too slow", env("RUNNEL_HTTP_HEARTBEAT", "31s"), "at most half of idleTimeoutSeconds"},
		{"no idle timeout", "{op: remove, path: /spec/template/spec/idleTimeoutSeconds}", "idleTimeoutSeconds is 0s"},
		{"no first-byte timeout", add("/spec/template/spec/responseStartTimeoutSeconds", "600"), "below timeoutSeconds"},
		{"a stop that would be killed", env("RUNNEL_SHUTDOWN_BUDGET", "580s"), "the process would be killed"},
		{"grace as long as the budget", env("RUNNEL_SHUTDOWN_GRACE", "560s"), "below RUNNEL_SHUTDOWN_BUDGET"},
		{"fewer runs than requests", env("RUNNEL_HTTP_MAX_CONCURRENT_RUNS", `"50"`), "above containerConcurrency, 50"},
		{"no limit", add("/spec/template/spec/containerConcurrency", "0"), "it must be a limit"},
		{"scaled by starts", add(notes+"metric", "rps"), "an open stream counts in concurrency only"},
		{"half duplex", "{op: remove, path: /spec/template/metadata/annotations/features.knative.dev~1http-full-duplex}",
			`http-full-duplex is "", a stream could be cut`},
		{"a duplex that is none", add("/spec/template/metadata/annotations/features.knative.dev~1http-full-duplex", `"true"`),
			`http-full-duplex is "true", a stream could be cut`},
		{"deaf", env("QUARKUS_HTTP_HOST", "127.0.0.1"), "would listen to its own container only"},
		{"another readiness", add(container+"/readinessProbe/httpGet/path", "/"), `readinessProbe asks "/"`},
		{"another liveness", add(container+"/livenessProbe/httpGet/path", "/"), `livenessProbe asks "/"`},
		{"no memory limit", "{op: remove, path: " + container + "/resources/limits}", "limit memory"},
		{"a writable root", add(security+"/readOnlyRootFilesystem", "false"), "securityContext lacks readOnlyRootFilesystem"},
	} {
		t.Run(wrong.name, func(t *testing.T) {
			var out, problems bytes.Buffer
			status := run([]string{changed(t, wrong.operation)}, &out, &problems)
			if status != 1 || !strings.Contains(problems.String(), wrong.found) || out.Len() > 0 {
				t.Errorf("status %d, %q is not in: %s%s", status, wrong.found, out.String(), problems.String())
			}
		})
	}
}

func TestAKeyThatIsThereTwiceIsFound(t *testing.T) {
	text, err := os.ReadFile("../base/service.yaml")
	if err != nil {
		t.Fatal(err)
	}
	line := "      timeoutSeconds: 600\n"
	twice := strings.Replace(string(text), line, line+line, 1)
	var out, problems bytes.Buffer
	if status := run([]string{kustomization(t, "", twice)}, &out, &problems); status != 1 ||
		!strings.Contains(problems.String(), "already set in map") && !strings.Contains(problems.String(), "already defined") {
		t.Errorf("status %d: %s", status, problems.String())
	}
}

func TestAPodIsPrintedForOneKustomizationOnly(t *testing.T) {
	var out, problems bytes.Buffer
	status := run([]string{"pod", "../base"}, &out, &problems)
	if status != 0 || !strings.Contains(out.String(), "queue-proxy") {
		t.Errorf("status %d: %s", status, problems.String())
	}
	if status := run([]string{"pod", "../base", "../base"}, &out, &problems); status != 2 {
		t.Errorf("status %d", status)
	}
}

func add(path, value string) string {
	return "{op: add, path: " + path + ", value: " + value + "}"
}

// env gives the variable of the base another value.
func env(name, value string) string {
	names := []string{"QUARKUS_HTTP_HOST", "RUNNEL_HTTP_MAX_RUN_TIME", "RUNNEL_HTTP_HEARTBEAT",
		"RUNNEL_HTTP_MAX_CONCURRENT_RUNS", "RUNNEL_SHUTDOWN_BUDGET", "RUNNEL_SHUTDOWN_GRACE"}
	for i, known := range names {
		if known == name {
			path := container + "/env/" + string(rune('0'+i))
			return "{op: test, path: " + path + "/name, value: " + name + "}\n    - " + add(path+"/value", value)
		}
	}
	panic(name)
}

// changed is the base with one thing made different.
func changed(t *testing.T, operation string) string {
	text, err := os.ReadFile("../base/service.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return kustomization(t, "patches:\n- target: {kind: Service}\n  patch: |-\n    - "+operation+"\n", string(text))
}

func kustomization(t *testing.T, patches, service string) string {
	directory := t.TempDir()
	for name, text := range map[string]string{
		"kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- service.yaml\n" +
			patches,
		"service.yaml": service,
	} {
		if err := os.WriteFile(filepath.Join(directory, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return directory
}
