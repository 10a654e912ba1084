/** A manifest for Kubernetes: the config, a deployment with probes, and a service. @module */

import { firstConfig } from './first-config.ts'

export function manifest(name: string, url: string): string {
  const inPod = { host: '0.0.0.0', hosts: ['everterm'], keepsake: '/var/lib/everterm' }
  const lines = firstConfig(name, url, inPod).trimEnd().split('\n')
  const config = lines.map((line) => `    ${line}`).join('\n')
  return `# kubectl apply -f everterm.kubernetes.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: everterm
data:
  everterm.config.json: |
${config}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: everterm
spec:
  replicas: 1
  selector:
    matchLabels: { app: everterm }
  template:
    metadata:
      labels: { app: everterm }
    spec:
      # The terms end their attempts, and the balancer hears of it.
      terminationGracePeriodSeconds: 30
      securityContext:
        runAsNonRoot: true
        runAsUser: 65532
        fsGroup: 65532
      containers:
        - name: everterm
          # An image of yours that has Node.js and the package everterm.
          image: registry.example.com/everterm:latest
          command: [npx, everterm, serve, --config, /etc/everterm/everterm.config.json]
          ports:
            - { name: http, containerPort: 8080 }
          # Until the first values have come, nothing else is asked.
          startupProbe:
            httpGet: { path: /startupz, port: http }
            periodSeconds: 2
            failureThreshold: 60
          # Not ready: without a value, or past what it may be. The pod stays, requests go elsewhere.
          readinessProbe:
            httpGet: { path: /readyz, port: http }
            periodSeconds: 5
          # Not live: it cools down after too many restarts. An origin that is away is no reason to end a pod.
          livenessProbe:
            httpGet: { path: /livez, port: http }
            periodSeconds: 10
            failureThreshold: 6
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 512Mi }
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          volumeMounts:
            - { name: config, mountPath: /etc/everterm, readOnly: true }
            - { name: keepsake, mountPath: /var/lib/everterm }
      volumes:
        - name: config
          configMap: { name: everterm }
        # A volume that outlives the pod keeps the values through an outage at its start.
        - name: keepsake
          emptyDir: {}
---
apiVersion: v1
kind: Service
metadata:
  name: everterm
spec:
  selector: { app: everterm }
  ports:
    - { name: http, port: 80, targetPort: http }
`
}
